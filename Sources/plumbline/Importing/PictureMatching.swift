import AnnotationModel
import Interchange
import Store

/// Which pictures are those of images that a manifest named before they were here.
///
/// A picture belongs to the image whose address ends as its path does: the file names are equal,
/// and of several the one whose folders agree furthest from the end is meant, on both sides. Where
/// two agree equally far, nothing is guessed.
struct PictureMatching {
  /// Pictures with the images whose files they are.
  private(set) var attached: [(picture: ImageScan.Picture, image: ID<Image>)] = []
  /// Pictures that no manifest named.
  private(set) var others: [ImageScan.Picture] = []
  /// Pictures that were left out, with the reason.
  private(set) var rejects = Rejects()

  /// A picture beside the awaited images that it may belong to.
  private struct Candidate {
    let picture: ImageScan.Picture
    /// The images that agree furthest; several where that is undecided.
    let images: [AwaitedImage]
    /// How many components of path and address agree, from the end.
    let agreement: Int
  }

  /// Looks at all pictures; they are in memory together, because one may be the better match for
  /// the image of another.
  init(_ pictures: some Sequence<ImageScan.Picture>, lead: LeadView) throws {
    var candidates: [Candidate] = []
    for picture in pictures {
      guard let found = try Self.candidate(picture, lead: lead) else {
        others.append(picture)
        continue
      }
      candidates.append(found)
    }
    var best: [ID<Image>: (agreement: Int, pictures: Int)] = [:]
    for candidate in candidates {
      for image in candidate.images {
        let known = best[image.id] ?? (0, 0)
        if candidate.agreement > known.agreement {
          best[image.id] = (candidate.agreement, 1)
        } else if candidate.agreement == known.agreement {
          best[image.id] = (known.agreement, known.pictures + 1)
        }
      }
    }
    for candidate in candidates { decide(candidate, best) }
  }

  private mutating func decide(
    _ candidate: Candidate, _ best: [ID<Image>: (agreement: Int, pictures: Int)]
  ) {
    let wanted = candidate.images.filter { best[$0.id]?.agreement == candidate.agreement }
    guard let image = wanted.first else {
      others.append(candidate.picture)
      return
    }
    let place = candidate.picture.image.location.place.text
    let address = image.references.first ?? ""
    if wanted.count > 1 {
      return rejects.add(
        place,
        "\(wanted.count) images of the jobs have addresses that end as this path does, such as "
          + "\(address); its folders do not tell which is meant")
    }
    if best[image.id]?.pictures != 1 {
      return rejects.add(
        place, "several pictures end as \(address) does; their folders do not tell which is meant")
    }
    if let why = Self.objection(to: candidate.picture, as: image) {
      return rejects.add(place, "\(address): \(why)")
    }
    attached.append((candidate.picture, image.id))
  }

  /// Why a picture cannot be the file of an image that is known by its claimed size only.
  private static func objection(
    to picture: ImageScan.Picture, as image: AwaitedImage
  ) -> String? {
    guard let claimed = image.claimedSize, let measured = picture.image.measured,
      claimed != measured.size
    else { return nil }
    if measured.orientation >= 5, claimed == measured.size.transposed {
      return "its answers are for the stored picture of \(claimed) pixels, which upright has "
        + "\(measured.size); take the import back with \"plumbline undo\", add the pictures, and "
        + "import again: then answers are turned"
    }
    return "its answers are for a picture of \(claimed) pixels, but this one has \(measured.size)"
  }

  /// The awaited images that a picture agrees with furthest; nil when there is none, and for a file
  /// that the project knows.
  private static func candidate(
    _ picture: ImageScan.Picture, lead: LeadView
  ) throws -> Candidate? {
    let place = picture.image.location.place
    guard case .path(let path) = place, let name = path.split(separator: 0x2F).last else {
      return nil
    }
    let awaited = try lead.awaitedImages(fileName: Array(name))
    if awaited.isEmpty { return nil }
    if try lead.image(at: place) != nil { return nil }
    let graded = awaited.map { image in
      (image, image.references.map { agreement(path, Array($0.utf8)) }.max() ?? 0)
    }
    let furthest = graded.map(\.1).max() ?? 0
    guard furthest > 0 else { return nil }
    return Candidate(
      picture: picture, images: graded.filter { $0.1 == furthest }.map(\.0), agreement: furthest)
  }

  /// How many components agree, counted from the end.
  private static func agreement(_ path: [UInt8], _ address: [UInt8]) -> Int {
    zip(path.split(separator: 0x2F).reversed(), address.split(separator: 0x2F).reversed())
      .prefix { $0.elementsEqual($1) }.count
  }
}
