/// The files that the lines of a manifest name, looked at one after the other where they are here.
package struct ManifestFiles: Sendable {
  private var pictures: LocalCopies
  private var masks: LocalCopies

  /// Looks below these folders.
  package init(below roots: [LocalPath]) {
    pictures = LocalCopies(below: roots)
    masks = LocalCopies(below: roots)
  }

  /// What a picture is; nil when it is not here.
  mutating func picture(_ reference: SourceReference) -> ImageFacts? {
    pictures.file(for: reference).map { ImageFacts(file: $0) }
  }

  /// What a mask is; nil when it is not here.
  mutating func mask(_ reference: SourceReference) -> Result<MaskFacts, InterchangeError>? {
    guard let path = masks.file(for: reference) else { return nil }
    do throws(InterchangeError) {
      return .success(try MaskFacts(file: path))
    } catch {
      return .failure(error)
    }
  }
}

/// Where what is known of a line's picture comes from.
package enum PictureSource: Sendable {
  /// Its file is looked for by its address, where there are folders to look in.
  case address
  /// Something is known without its file.
  case known(ImageFacts)
  /// Its file was looked at.
  case file(ImageFacts)
  /// Its file is not here.
  case notHere
}

extension PreflightReport {
  /// What is known of a line's picture, counted when it was looked for; nil when it is not here, or
  /// nobody looks for it.
  mutating func look(
    _ picture: PictureSource, at reference: SourceReference?, in files: inout ManifestFiles?
  ) -> ImageFacts? {
    let name = reference?.description ?? ""
    switch picture {
    case .known(let facts): return facts
    case .file(let facts):
      pictures.note(name, isHere: true)
      return facts
    case .notHere:
      pictures.note(name, isHere: false)
      return nil
    case .address:
      guard files != nil, let reference else { return nil }
      let found = files?.picture(reference)
      pictures.note(name, isHere: found != nil)
      return found
    }
  }
}
