/// A question that is answered with a line of text.
package struct Prompt: Sendable, Equatable {
  /// What is asked.
  package let question: String
  /// What the answer is for.
  package let purpose: Purpose
  /// What has to be known before answering, one sentence each.
  package let details: [String]
  /// The answer so far.
  package var answer = TextField()

  /// Makes a question.
  package init(question: String, purpose: Purpose, details: [String] = []) {
    self.question = question
    self.purpose = purpose
    self.details = details
  }

  /// What an answer is for.
  package enum Purpose: Sendable, Equatable {
    /// Why a data object is put aside.
    case skipReason
    /// The number of an image to go to, from 1.
    case imageNumber
    /// Why a data object goes back to its annotator.
    case returnReason
    /// The word that publishes a run.
    case publish
  }
}
