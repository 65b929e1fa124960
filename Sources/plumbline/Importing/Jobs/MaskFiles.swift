import Interchange

/// Finds the local copy of a mask that a manifest names by its address.
struct MaskFiles {
  private let root: LocalPath
  /// How many leading components of the last key were left out to find its file.
  private var lastDropped: Int?

  /// Looks below the folder of a job.
  init(root: LocalPath) {
    self.root = root
  }

  /// The file: the whole key below the folder, or its end; then the same with `_` for `:`, which
  /// people write on disks that refuse colons.
  mutating func file(for reference: SourceReference) -> LocalPath? {
    let components = reference.key.split(separator: "/").map { Array($0.utf8) }
    let drops = ([lastDropped].compactMap { $0 } + Array(components.indices))
      .filter { $0 < components.count }
    for isRenamed in [false, true] {
      for dropped in drops {
        let path = components.dropFirst(dropped).reduce(root) { path, component in
          let name = isRenamed ? component.map { $0 == 0x3A ? 0x5F : $0 } : component
          return path.appending(name) ?? path
        }
        if path.entryKind() == .file {
          lastDropped = dropped
          return path
        }
      }
    }
    return nil
  }
}
