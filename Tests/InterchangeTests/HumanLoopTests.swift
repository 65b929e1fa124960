import Interchange
import Testing

@Suite("Human loops")
struct HumanLoopTests {
  private func loop(input: String) throws -> HumanLoop {
    let text =
      #"{"humanLoopName":"loop-1","flowDefinitionArn":"arn:aws:sagemaker:eu-west-1:1:flow-definition/f","#
      + #""inputContent":\#(input),"humanAnswers":[{"workerId":"w","submissionTime":"#
      + #""2024-05-02T10:00:00Z","answerContent":{"crowd-image-classifier":{"label":"犬"}}}]}"#
    return try HumanLoop(parsing: Array(text.utf8), file: "output.json")
  }

  @Test("The name, the flow, the image and the answers are read")
  func whole() throws {
    let loop = try loop(input: #"{"taskObject":"s3://b/in/犬.jpg"}"#)
    #expect(loop.name == "loop-1" && loop.flow == "f")
    #expect(loop.reference?.key == "in/犬.jpg")
    #expect(loop.answers.count == 1 && loop.rejected.isEmpty)
  }

  @Test(
    "The image is found wherever the input has its address",
    arguments: [
      #"{"a":1,"b":["x",{"image":"s3://b/k.jpg"}]}"#,
      #"{"image":{"s3Object":{"bucket":"b","name":"k.jpg"}}}"#, #"[["s3://b/k.jpg"]]"#,
    ])
  func anywhere(input: String) throws {
    #expect(try loop(input: input).reference?.key == "k.jpg")
  }

  @Test("An address below thirty arrays takes no longer than one")
  func nested() throws {
    // Were each level looked at twice, this would take a thousand million steps.
    let input =
      String(repeating: "[", count: 30) + #""s3://b/k.jpg""# + String(repeating: "]", count: 30)
    #expect(try loop(input: input).reference?.key == "k.jpg")
    #expect(try loop(input: "[[[]]]").reference == nil)
  }
}
