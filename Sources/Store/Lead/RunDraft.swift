package import AnnotationModel

/// A consolidation run that is about to be published.
package struct RunDraft: Hashable, Sendable {
  /// The name of the method, such as `dawid-skene`.
  package var method: String
  /// Its parameters as JSON with sorted keys.
  package var parametersJSON: String
  /// How it was fitted and what came of it, as JSON with sorted keys.
  package var outcomeJSON: String
  /// The layers that it combined.
  package var inputs: [RunInput]

  /// Describes a run.
  package init(
    method: String, parametersJSON: String, outcomeJSON: String = "{}", inputs: [RunInput]
  ) {
    self.method = method
    self.parametersJSON = parametersJSON
    self.outcomeJSON = outcomeJSON
    self.inputs = inputs
  }
}

/// A layer as a run read it.
package struct RunInput: Hashable, Sendable {
  /// The layer.
  package let layer: ID<Layer>
  /// The entry that had changed it last when the run read it.
  package let entry: EntryNumber
}

/// The result of a run for one image.
package struct RunLayer: Hashable, Sendable {
  /// The image.
  package var image: ID<Image>
  /// What the annotators' answers come to, numbered from 1 in this order.
  package var shapes: [ImportedShape]
  /// What applies to the image as a whole, in this order.
  package var tags: [Tag]

  /// Describes a result.
  package init(image: ID<Image>, shapes: [ImportedShape], tags: [Tag] = []) {
    self.image = image
    self.shapes = shapes
    self.tags = tags
  }
}

/// A consolidation run that was published.
package struct PublishedRun: Hashable, Sendable {
  /// Stable across databases.
  package let id: ID<ConsolidationRun>
  /// The name of the method.
  package let method: String
  /// Its parameters as JSON.
  package let parametersJSON: String
  /// How it was fitted and what came of it, as JSON; `{}` for a run of an older version.
  package let outcomeJSON: String
  /// When it was published.
  package let createdAt: Timestamp
  /// Who published it.
  package let publishedBy: ID<Person>
  /// The journal entry, for undoing it.
  package let entry: EntryNumber
  /// Images that it answers.
  package let layerCount: Int
  /// Whether one of the layers that it combined has changed or was withdrawn since.
  package let isStale: Bool
}
