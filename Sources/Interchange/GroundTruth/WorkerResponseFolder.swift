/// The worker-response files of one labelling job, by data object.
///
/// Ground Truth keeps them as `worker-response/iteration-N/<dataset object id>/<time>.json`; copies
/// may begin at any of these levels, or further up. Times in names have colons or underscores.
package struct WorkerResponseFolder: Equatable, Sendable {
  /// The files about one data object.
  package struct Object: Equatable, Sendable {
    /// The dataset object id: the 0-based place of the object in the manifest.
    package let id: Int
    /// The files, by iteration, then by the time in their name.
    package let files: [LocalPath]
  }

  /// What the files about one object say.
  package struct Answers: Sendable {
    /// One entry per worker, ordered by worker id.
    package let workers: [WorkerRounds]
    /// Files and answers that could not be read.
    package let rejected: [InterchangeError]
  }

  /// The objects, by id.
  package let objects: [Object]
  /// Folders that could not be read.
  package let rejected: [InterchangeError]

  /// Finds the files below a folder, following no links.
  ///
  /// Throws when the folder cannot be read, holds no answers, or holds those of several jobs, whose
  /// object ids would be mixed up.
  package static func scan(_ path: LocalPath) throws(InterchangeError) -> WorkerResponseFolder {
    var walk = Walk()
    if let id = objectID(path.name) {
      try walk.takeFiles(of: path, id: id, iteration: 0, root: path.folder)
    } else {
      try walk.enter(path, iteration: iteration(path.name) ?? 0, level: 0)
    }
    let roots = walk.roots.sorted()
    guard roots.count <= 1 else {
      throw InterchangeError(
        file: path.description, reason: .severalJobs(roots.map(\.description)))
    }
    guard !walk.files.isEmpty else {
      throw walk.rejected.first ?? InterchangeError(file: path.description, reason: .noAnswers)
    }
    let objects = walk.files.sorted { $0.key < $1.key }.map { id, files in
      Object(id: id, files: files.sorted { $0 < $1 }.map(\.path))
    }
    return WorkerResponseFolder(objects: objects, rejected: walk.rejected)
  }

  /// Reads all files about one object and gathers the answers by worker.
  package static func answers(about object: Object) -> Answers {
    var answers: [WorkerAnswer] = []
    var rejected: [InterchangeError] = []
    for file in object.files {
      do throws(InterchangeError) {
        let response = try WorkerResponseReader(file)
        answers += response.answers
        rejected += response.rejected
      } catch {
        rejected.append(error)
      }
    }
    return Answers(workers: WorkerRounds.gather(answers), rejected: rejected)
  }

  /// The object id that a folder is named by; nil for other names.
  private static func objectID(_ name: [UInt8]) -> Int? {
    guard name.count <= 9, name.allSatisfy({ (0x30...0x39).contains($0) }) else { return nil }
    return Int(String(decoding: name, as: UTF8.self))
  }

  /// The number in `iteration-N`; nil for other names.
  private static func iteration(_ name: [UInt8]) -> Int? {
    let prefix = Array("iteration-".utf8)
    return name.starts(with: prefix) ? objectID(Array(name.dropFirst(prefix.count))) : nil
  }
}

extension WorkerResponseFolder {
  /// A file with what orders it among those of its object.
  private struct File: Comparable {
    let iteration: Int
    /// The name with colons for underscores, so that both spellings of a time sort alike.
    let time: String
    let path: LocalPath

    static func < (lhs: File, rhs: File) -> Bool {
      (lhs.iteration, lhs.time, lhs.path) < (rhs.iteration, rhs.time, rhs.path)
    }
  }

  /// What was found so far on the way through the folders.
  private struct Walk {
    /// From an S3 prefix's copy down to the files there are at most this many folders.
    static let deepest = 12

    var files: [Int: [File]] = [:]
    var roots: Set<LocalPath> = []
    var rejected: [InterchangeError] = []

    mutating func enter(
      _ folder: LocalPath, iteration: Int, level: Int
    ) throws(InterchangeError) {
      for name in try folder.entryNames() {
        guard let path = folder.appending(name), path.entryKind() == .folder else { continue }
        do throws(InterchangeError) {
          if let id = objectID(name) {
            let isIteration = WorkerResponseFolder.iteration(folder.name) != nil
            let root = isIteration ? folder.folder : folder
            try takeFiles(of: path, id: id, iteration: iteration, root: root)
          } else if level < Self.deepest {
            let number = WorkerResponseFolder.iteration(name) ?? iteration
            try enter(path, iteration: number, level: level + 1)
          }
        } catch {
          rejected.append(error)
        }
      }
    }

    mutating func takeFiles(
      of folder: LocalPath, id: Int, iteration: Int, root: LocalPath
    ) throws(InterchangeError) {
      for name in try folder.entryNames() {
        guard name.suffix(5).elementsEqual(".json".utf8), let path = folder.appending(name),
          path.entryKind() == .file
        else { continue }
        let time = name.map { $0 == 0x5F ? UInt8(0x3A) : $0 }
        roots.insert(root)
        files[id, default: []].append(
          File(iteration: iteration, time: String(decoding: time, as: UTF8.self), path: path))
      }
    }
  }
}
