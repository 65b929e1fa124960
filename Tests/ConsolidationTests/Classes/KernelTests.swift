import CConsolidationKernels
import Consolidation
import Testing

/// Which form of the kernel is used is a switch of the process; since all forms give the same bits,
/// tests that run at the same time do not notice.
@Suite("The E step in C", .serialized)
struct KernelTests {
  @Test("A fit has the same bits in C and in Swift", arguments: 2...17)
  func sameBits(classes: Int) throws {
    let answers = RandomAnswers(seed: UInt64(classes), itemCount: 500, classCount: classes)
    let table = try answers.table()
    for options in [
      DawidSkene.Options(), .init(prior: .none),
      .init(tolerance: 0, iterationLimit: 40, threads: 2),
    ] {
      let compiled = try DawidSkene.fit(table, options: options)
      cck_force_reference(1)
      defer { cck_force_reference(0) }
      let reference = try DawidSkene.fit(table, options: options)
      #expect(compiled == reference)
    }
  }

  @Test("Rows of a length that there is no form for are left alone")
  func otherLengths() {
    var sums = unsafe cck_sums(counts: nil, classes: nil, log_likelihood: 0, product: 1)
    for lanes: UInt32 in [0, 1, 3, 14, 18, 32] {
      #expect(unsafe cck_expect(nil, nil, 0, 0, nil, nil, lanes, &sums) == 0)
    }
  }
}
