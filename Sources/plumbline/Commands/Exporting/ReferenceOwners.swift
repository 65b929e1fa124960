import AnnotationModel
import Crypto
import Store

/// Whose name each reference in a manifest is: two pictures under one name would be mixed up.
///
/// References are kept as half a SHA-256 each, so that a million images take 64 MB.
struct ReferenceOwners {
  /// A hash, and the place of an image in its job.
  private var owners: [SIMD2<UInt64>: Owner] = [:]

  private struct Owner {
    let image: ID<Image>
    let index: Int
  }

  /// Notes the name of an image; throws `ReferenceClash` when another has it.
  ///
  /// `isMoved` says that the name begins with a prefix that was asked for.
  mutating func claim(
    _ reference: String, for answer: Answer, lead: LeadView, isMoved: Bool
  ) throws {
    let hash = Self.hash(reference)
    guard let owner = owners[hash] else {
      owners[hash] = Owner(image: answer.image.id, index: answer.index)
      return
    }
    guard owner.image != answer.image.id else { return }
    throw ReferenceClash(
      reference: reference,
      first: Self.name(of: try lead.image(owner.image), at: owner.index),
      second: Self.name(of: answer.image, at: answer.index), isMoved: isMoved)
  }

  private static func name(of image: Image, at index: Int) -> String {
    "image \(index + 1) (\(image.locations.first?.place.text ?? "removed"))"
  }

  private static func hash(_ text: String) -> SIMD2<UInt64> {
    var halves = SIMD2<UInt64>()
    for (index, byte) in SHA256.hash(data: Array(text.utf8)).prefix(16).enumerated() {
      halves[index / 8] = halves[index / 8] << 8 | UInt64(byte)
    }
    return halves
  }
}

/// Two images would have the same name in a manifest.
struct ReferenceClash: Error {
  let reference: String
  /// The images as messages name them.
  let first: String
  let second: String
  let isMoved: Bool

  /// What to tell.
  var failure: Failure {
    Failure(
      "\(first) and \(second) would both be \(reference) in the manifest",
      hint: isMoved
        ? "a --prefix keeps the end of an address only; leave it out, or export the buckets one by one"
        : "rename one of the files")
  }
}
