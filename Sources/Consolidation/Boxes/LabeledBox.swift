package import AnnotationModel

/// A box with the index of its class in the job's label list.
package struct LabeledBox: Hashable, Sendable {
  /// Where it is, in pixels of the upright image.
  package let box: Box
  /// What it is, counted from 0.
  package let classIndex: Int
  /// Whether its annotator drew or changed it, rather than left a suggestion as it was.
  ///
  /// A box that was suggested and accepted tells where a thing is, but not that one more person
  /// found it without help: it is no evidence about annotators and counts in no agreement.
  package let isIndependent: Bool

  /// Makes a box with a class.
  package init(box: Box, classIndex: Int, isIndependent: Bool = true) {
    self.box = box
    self.classIndex = classIndex
    self.isIndependent = isIndependent
  }
}

/// All the boxes that one annotator drew on one image.
///
/// No boxes is an answer too: this annotator saw nothing to draw.
package struct BoxAnswer: Hashable, Sendable {
  /// Index of the annotator, from 0, the same over all images.
  package let annotator: Int
  /// What was drawn, in the order in which results refer to it.
  package let boxes: [LabeledBox]

  /// The boxes that the annotator drew or changed.
  package var independent: [LabeledBox] { boxes.filter(\.isIndependent) }

  /// Makes an answer.
  package init(annotator: Int, boxes: [LabeledBox]) {
    self.annotator = annotator
    self.boxes = boxes
  }
}

/// One image with everything that was answered about it.
package struct BoxTask: Hashable, Sendable {
  /// The answers, at most one per annotator.
  package let answers: [BoxAnswer]
  /// The true boxes where they are known; they teach the model how each annotator answers.
  package let gold: [LabeledBox]?

  /// Makes a task.
  package init(answers: [BoxAnswer], gold: [LabeledBox]? = nil) {
    self.answers = answers
    self.gold = gold
  }
}
