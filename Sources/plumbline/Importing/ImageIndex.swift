import AnnotationModel
import Interchange
import Store

/// Finds the image that a file or manifest means.
struct ImageIndex {
  private let lead: LeadView

  init(_ lead: LeadView) {
    self.lead = lead
  }

  /// What a search came to.
  enum Match {
    case image(ID<Image>)
    case none
    case several
  }

  /// The image that a manifest names: the one known at this address, else the one whose path ends
  /// as the address does.
  ///
  /// Of several files with the same name, the one whose folders agree furthest from the end is
  /// meant; when two agree equally far, nothing is guessed.
  func image(for reference: SourceReference) throws -> Match {
    if let known = try lead.image(at: .uri(reference.description)) { return .image(known) }
    let wanted = reference.key.utf8.split(separator: 0x2F).map(Array.init)
    let candidates = try lead.images(stem: Array(reference.stem.utf8))
    var best: (image: ID<Image>, agreement: Int)?
    var isTied = false
    for candidate in candidates {
      let agreement = try paths(of: candidate).map { Self.agreement($0, wanted) }.max() ?? 0
      if agreement == 0 { continue }
      isTied = agreement == best?.agreement
      if agreement > best?.agreement ?? 0 { best = (candidate, agreement) }
    }
    guard let best else { return .none }
    return isTied ? .several : .image(best.image)
  }

  /// The image whose file name without extension is this.
  func image(stem: String) throws -> Match {
    let found = try lead.images(stem: Array(stem.utf8))
    switch found.count {
    case 0: return .none
    case 1: return .image(found[0])
    default: return .several
    }
  }

  private func paths(of image: ID<Image>) throws -> [[UInt8]] {
    try lead.image(image).locations.compactMap { location in
      if case .path(let bytes) = location.place { bytes } else { nil }
    }
  }

  /// How many components agree, counted from the end; 0 unless the file names are equal.
  private static func agreement(_ path: [UInt8], _ wanted: [[UInt8]]) -> Int {
    let components = path.split(separator: 0x2F).map(Array.init)
    return zip(components.reversed(), wanted.reversed()).prefix { $0 == $1 }.count
  }
}
