/// One picture, with an identity that does not depend on where its bytes are.
package struct Image: Hashable, Sendable {
  /// Stable across databases.
  package let id: ID<Image>
  /// Where its bytes are or were; the first present one is read.
  package var locations: [Location]
  /// The upright size measured from the bytes; nil until they were read.
  package var measuredSize: ImageSize?
  /// The upright size that a manifest claimed; nil when none did.
  package var claimedSize: ImageSize?
  /// The EXIF orientation of the stored bytes, 1...8; 1 when there is none.
  package var orientation: Int

  /// Makes an image.
  package init(
    id: ID<Image>, locations: [Location], measuredSize: ImageSize? = nil,
    claimedSize: ImageSize? = nil, orientation: Int = 1
  ) {
    self.id = id
    self.locations = locations
    self.measuredSize = measuredSize
    self.claimedSize = claimedSize
    self.orientation = (1...8).contains(orientation) ? orientation : 1
  }

  /// The size to work with: measured where known, else claimed.
  package var size: ImageSize? { measuredSize ?? claimedSize }

  /// Whether it was purged, so that only its id is left; every other image has a place.
  package var isRemoved: Bool { locations.isEmpty }

  /// A place where the bytes of an image can be found.
  package struct Location: Hashable, Sendable {
    /// A path or URI.
    package let place: Place
    /// What is known about it.
    package var state: State

    /// Makes a location.
    package init(_ place: Place, state: State) {
      self.place = place
      self.state = state
    }

    /// A path in this file system or an address elsewhere.
    package enum Place: Hashable, Sendable {
      /// An absolute path; bytes, because file names need not be UTF-8 and NFC and NFD differ.
      case path([UInt8])
      /// A URI as a manifest wrote it, such as `s3://bucket/key`.
      case uri(String)
    }

    /// Whether the bytes can be read now.
    package enum State: String, Hashable, Sendable, Codable {
      case present, notFetched, archived, missing
    }
  }

  /// One fact about an image, with where it came from.
  package struct Metadatum: Hashable, Sendable {
    /// The name of the fact, such as `device` or `exif.DateTimeOriginal`.
    package let key: String
    /// The fact.
    package let value: String
    /// Who said so.
    package let origin: Origin

    /// Makes a fact.
    package init(key: String, value: String, origin: Origin) {
      self.key = key
      self.value = value
      self.origin = origin
    }

    /// Where a fact came from.
    package enum Origin: String, Hashable, Sendable, Codable {
      case exif, pathRule, csv, manifest, person
    }
  }
}
