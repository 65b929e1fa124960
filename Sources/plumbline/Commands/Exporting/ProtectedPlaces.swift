import AnnotationModel
import Foundation
import Interchange
import Store

/// What an export never writes over, whatever it was told: projects, their pictures, what was
/// imported, and everything that no export wrote.
struct ProtectedPlaces {
  private let directory: LocalPath
  private let lead: LeadView
  private let jobs: [Job]

  /// What is to be protected of a project.
  init(_ open: OpenProject, lead: LeadView) throws {
    directory = try AbsolutePath.resolving(LocalPath(open.store.directory))
    jobs = try open.store.jobs()
    self.lead = lead
  }

  // MARK: Folders

  /// Throws unless a folder may be written here: nothing is there, or with `replacing` nothing but
  /// an earlier export.
  func checkFolder(_ target: LocalPath, replacing: Bool) throws {
    let place = try Self.place(of: target)
    if Self.isProject(place) { throw Self.refusal(target, "is the folder of a project") }
    if directory.isInside(place) {
      throw Self.refusal(target, "holds the project \(directory)")
    }
    if let project = Self.project(around: place) {
      throw Self.refusal(target, "lies in the folder of the project \(project)")
    }
    guard FileManager.default.fileExists(atPath: target.description) else { return }
    guard replacing else {
      throw Failure("\(target) exists already", hint: "choose another name, or use --force")
    }
    guard target.entryKind() == .folder else {
      throw Self.refusal(target, "is a file or a link, and a folder is to be written")
    }
    if let picture = try picture(below: place) {
      throw Self.refusal(target, "holds \(picture), a picture of this project")
    }
    try DirectoryTree.checkIsExport(target)
  }

  /// A picture of the project that is here, in a folder or below it.
  private func picture(below place: LocalPath) throws -> LocalPath? {
    for folder in try lead.pictureFolders() {
      guard let path = LocalPath(bytes: folder), let real = try? AbsolutePath.resolving(path),
        real == place || real.isInside(place)
      else { continue }
      var last: [UInt8] = []
      while case let names = try lead.pictureNames(in: folder, after: last), let end = names.last {
        for name in names {
          if let picture = path.appending(name), picture.entryKind() == .file { return picture }
        }
        last = end
      }
    }
    return nil
  }

  private static func isProject(_ folder: LocalPath) -> Bool {
    folder.appending(Array(Store.fileName.utf8))?.entryKind() == .file
  }

  private static func project(around place: LocalPath) -> LocalPath? {
    var folder = place.folder
    while folder.bytes.count > 1 {
      if isProject(folder) { return folder }
      folder = folder.folder
    }
    return nil
  }

  // MARK: Files

  /// Throws unless a file may be written here: with `replacing` over nothing but what an export may
  /// have written.
  func checkFile(_ target: LocalPath, replacing: Bool) throws {
    let place = try Self.place(of: target)
    let name = String(decoding: place.name, as: UTF8.self)
    if ["", "-wal", "-shm", "-journal"].contains(where: { name == Store.fileName + $0 }) {
      throw Self.refusal(target, "is the database of a project")
    }
    guard replacing, place.entryKind() == .file else { return }
    if try lead.isPicture(at: place.bytes) {
      throw Self.refusal(target, "is a picture of this project")
    }
    if let first = try Self.firstByte(of: place), first != UInt8(ascii: "{") {
      throw Self.refusal(target, "is no JSON, so no export wrote it")
    }
    for job in jobs where try isSource(place, of: job) {
      throw Self.refusal(target, "is what job \"\(job.name)\" was imported from")
    }
  }

  private static func firstByte(of file: LocalPath) throws -> UInt8? {
    guard let handle = FileHandle(forReadingAtPath: file.description) else {
      throw Failure("\(file) cannot be read, so nobody can tell what it is")
    }
    defer { try? handle.close() }
    return try handle.read(upToCount: 1)?.first
  }

  /// Whether a file is older than the import of a job and has exactly its lines.
  ///
  /// The project does not keep the paths of manifests; an export that leaves every line as it came
  /// has the same lines, but is younger.
  private func isSource(_ file: LocalPath, of job: Job) throws -> Bool {
    let facts = try FileManager.default.attributesOfItem(atPath: file.description)
    guard let imported = try lead.importMoment(of: job),
      let written = facts[.modificationDate] as? Date,
      written.timeIntervalSince1970 <= Double(imported.microseconds) / 1e6
    else { return false }
    var lines = try LineReader(file)
    var known: ArraySlice<(number: Int, raw: [UInt8])> = []
    var last = -1
    while let line = try lines.next() {
      if known.isEmpty { known = try lead.rawLines(of: job, after: last)[...] }
      guard let next = known.first else { break }
      guard next.number == line.number - 1 else { continue }
      guard line.content == .bytes(next.raw) else { return false }
      known.removeFirst()
      last = next.number
    }
    return try last >= 0 && known.isEmpty && lead.rawLines(of: job, after: last, limit: 1).isEmpty
  }

  // MARK: Both

  /// The path without links and dots, of what need not be there yet, nor the folders around it.
  private static func place(of target: LocalPath) throws -> LocalPath {
    if let found = try? AbsolutePath.resolving(target) { return found }
    guard var path = LocalPath(bytes: try AbsolutePath.written(target.bytes)) else {
      throw Failure("\(target) is no path of a file")
    }
    var missing: [[UInt8]] = []
    while path.bytes.count > 1 {
      missing.append(path.name)
      path = path.folder
      guard let found = try? AbsolutePath.resolving(path) else { continue }
      return missing.reversed().reduce(found) { $0.appending($1) ?? $0 }
    }
    return path
  }

  private static func refusal(_ target: LocalPath, _ why: String) -> Failure {
    Failure("\(target) \(why); nothing was written", hint: "choose another name for --out")
  }
}

extension LocalPath {
  /// Whether this path lies below a folder; both without links and dots.
  fileprivate func isInside(_ folder: LocalPath) -> Bool {
    let start = folder.bytes.last == 0x2F ? folder.bytes : folder.bytes + [0x2F]
    return bytes.count > start.count && bytes.starts(with: start)
  }
}
