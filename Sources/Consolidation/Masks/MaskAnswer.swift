package import AnnotationModel

/// A mask with the index of its class in the job's label list.
package struct LabeledMask: Hashable, Sendable {
  /// Which pixels, of the upright image.
  package let mask: Mask
  /// What it is, counted from 0.
  package let classIndex: Int

  /// Makes a mask with a class.
  package init(mask: Mask, classIndex: Int) {
    self.mask = mask
    self.classIndex = classIndex
  }
}

/// All the masks that one annotator drew on one image; none is an answer too.
package struct MaskAnswer: Hashable, Sendable {
  /// Index of the annotator, from 0, the same over all images.
  package let annotator: Int
  /// What was drawn, in the order in which results refer to it.
  package let masks: [LabeledMask]

  /// Makes an answer.
  package init(annotator: Int, masks: [LabeledMask]) {
    self.annotator = annotator
    self.masks = masks
  }
}

/// One image with every mask that was drawn on it.
package struct MaskTask: Hashable, Sendable {
  /// The size of the upright image, and of every mask.
  package let size: ImageSize
  /// The answers, at most one per annotator.
  package let answers: [MaskAnswer]

  /// Makes a task.
  package init(size: ImageSize, answers: [MaskAnswer]) {
    self.size = size
    self.answers = answers
  }
}
