package import AnnotationModel

/// A finished layer that comes from a file.
package struct ImportedLayer: Hashable, Sendable {
  /// The image that it describes.
  package var image: ID<Image>
  /// Who made it.
  package var source: ImportedSource
  /// Its shapes, which are numbered from 1 in this order.
  package var shapes: [ImportedShape]
  /// What applies to the image as a whole, in this order.
  package var tags: [Tag]
  /// When it was given; nil counts as the moment of the import.
  package var submittedAt: Timestamp?
  /// Seconds of active work; nil when not known.
  package var activeSeconds: Double?
  /// What its maker wrote about it.
  package var comment: String
  /// 1 for the first answer of the source, more for later ones.
  package var round: Int

  /// Describes a layer.
  package init(
    image: ID<Image>, source: ImportedSource, shapes: [ImportedShape], tags: [Tag] = [],
    submittedAt: Timestamp? = nil, activeSeconds: Double? = nil, comment: String = "",
    round: Int = 1
  ) {
    self.image = image
    self.source = source
    self.shapes = shapes
    self.tags = tags
    self.submittedAt = submittedAt
    self.activeSeconds = activeSeconds
    self.comment = comment
    self.round = max(1, round)
  }
}

/// Who made a layer that comes from a file.
package enum ImportedSource: Hashable, Sendable {
  /// A person, who is added as an annotator when nobody has the identity.
  case person(Person.Identity, name: String)
  /// A model, with the confidence below which it was not asked to answer.
  case model(name: String, version: String, confidenceFloor: Confidence?)
  /// Known truth.
  case gold
  /// Somebody else's finished answers, named by where they came from.
  case imported(String)
}

/// A labelled thing of a layer that comes from a file.
package struct ImportedShape: Hashable, Sendable {
  /// One of the job's labels.
  package var label: ID<Label>
  /// Where it is.
  package var geometry: Geometry
  /// How sure its source was; nil when that was not measured.
  package var confidence: Confidence?

  /// Describes a thing.
  package init(label: ID<Label>, geometry: Geometry, confidence: Confidence? = nil) {
    self.label = label
    self.geometry = geometry
    self.confidence = confidence
  }
}

/// What importing layers came to.
package struct LayerImport: Hashable, Sendable {
  /// The journal entry, for undoing the import as a whole; nil when nothing was new.
  package internal(set) var entry: EntryNumber?
  /// Layers that are new.
  package internal(set) var added = 0
  /// Layers that the job had already, shape for shape.
  package internal(set) var known = 0
  /// Layers that could not go in, by their place among those given, with the reason.
  package internal(set) var rejected: [Rejected] = []

  /// A layer that could not go in.
  package struct Rejected: Hashable, Sendable {
    /// Its place among the layers given, from 0.
    package let index: Int
    /// Why.
    package let reason: String
  }
}
