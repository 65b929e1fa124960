import AnnotationModel
import Testing

@Suite("Timestamp")
struct TimestampTests {
  @Test(
    "Every spelling that Ground Truth files carry is read",
    arguments: [
      ("2024-05-02T09:15:22.004512", 1_714_641_322_004_512),
      ("2024-05-02T02:53:27", 1_714_618_407_000_000),
      ("2024-05-02T10:00:09.176", 1_714_644_009_176_000),
      ("2013-11-18 02:53:27", 1_384_743_207_000_000),
      ("2020-05-15T08:01:16+0000", 1_589_529_676_000_000),
      ("2019-10-27T10:35:58.811Z", 1_572_172_558_811_000),
      ("2020-05-15T17:01:16+09:00", 1_589_529_676_000_000),
      ("2020-05-15T03:31:16-0430", 1_589_529_676_000_000),
      ("2024-02-29T00:00:00.1", 1_709_164_800_100_000),
      ("2024-05-02T09:15:22.0045129", 1_714_641_322_004_512),
      ("1969-12-31T23:59:59.999999", -1),
      ("1970-01-01T00:00:00Z", 0),
    ] as [(String, Int64)])
  func reading(text: String, microseconds: Int64) {
    #expect(Timestamp(text)?.microseconds == microseconds)
  }

  @Test(
    "Anything else is refused",
    arguments: [
      "", "2024-05-02", "2024-05-02T09:15", "2024-13-02T09:15:22", "2024-00-02T09:15:22",
      "2024-05-32T09:15:22", "2024-05-00T09:15:22", "2024-02-30T09:15:22", "2023-02-29T09:15:22",
      "2024-04-31T09:15:22", "2024-05-02T24:15:22", "2024-05-02T09:60:22", "2024-05-02T09:15:61",
      "2024-05-02T09:15:22.", "2024-05-02T09:15:22.12x", "2024-05-02T09:15:22+9",
      "2024-05-02T09:15:22+0900x", "2024-05-02T09:15:22 UTC", "2024/05/02T09:15:22",
      "2024-05-02X09:15:22", "+024-05-02T09:15:22", "２０２４-05-02T09:15:22", "yesterday, at nine",
    ])
  func refusing(text: String) {
    #expect(Timestamp(text) == nil)
  }

  @Test("It is written with six decimals and no zone")
  func writing() {
    #expect(
      Timestamp(microseconds: 1_714_641_322_004_512).description == "2024-05-02T09:15:22.004512")
    #expect(Timestamp(microseconds: 0).description == "1970-01-01T00:00:00.000000")
    #expect(Timestamp(microseconds: -1).description == "1969-12-31T23:59:59.999999")
  }

  @Test("What was written is read back, over leap years and centuries")
  func roundTrip() {
    // A step of 11 days and some odd seconds visits every month and both kinds of century.
    for step in 0..<20_000 as Range<Int64> {
      let moment = Timestamp(microseconds: -6_000_000_000_000_000 + step * 954_321_123_457)
      #expect(Timestamp(moment.description) == moment)
    }
  }

  @Test("Moments order and advance")
  func arithmetic() {
    let moment = Timestamp(microseconds: 5)
    #expect(moment < moment.advanced(bySeconds: 0.000001))
    #expect(moment.advanced(bySeconds: -1.5).microseconds == -1_499_995)
  }
}
