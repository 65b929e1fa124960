/// Finds local copies of what a manifest names by address, below some folders and never outside them.
///
/// No link below the folders is followed, so that what a manifest says cannot lead out of them; a
/// `SourceReference` has no `..` and is no absolute path.
package struct LocalCopies: Sendable {
  private let roots: [LocalPath]
  /// Where the last file was found, which is where the next one probably is.
  private var last: Place?

  /// A folder, and how many leading components of a key are left out below it.
  private struct Place: Equatable {
    let root: Int
    let dropped: Int
  }

  /// Looks below these folders, in their order.
  package init(below roots: [LocalPath]) {
    self.roots = roots
  }

  /// The local file; nil when none is there.
  ///
  /// It is the whole key below a folder, or its end; then the same with `_` for `:`, which people
  /// write on disks that refuse colons.
  package mutating func file(for reference: SourceReference) -> LocalPath? {
    let components = reference.key.utf8.split(separator: 0x2F).map { Array($0) }
    let places = self.places(componentCount: components.count)
    for name in Self.spellings(of: components) {
      for place in places {
        guard let path = Self.file(name.dropFirst(place.dropped), below: roots[place.root]) else {
          continue
        }
        last = place
        return path
      }
    }
    return nil
  }

  private func places(componentCount: Int) -> [Place] {
    let all = roots.indices.flatMap { root in
      (0..<componentCount).map { Place(root: root, dropped: $0) }
    }
    guard let last, last.dropped < componentCount else { return all }
    return [last] + all.filter { $0 != last }
  }

  private static func spellings(of components: [[UInt8]]) -> [[[UInt8]]] {
    let renamed = components.map { $0.map { $0 == 0x3A ? 0x5F : $0 } }
    return renamed == components ? [components] : [components, renamed]
  }

  /// The file behind these names below a folder, when each is a folder and the last a file.
  private static func file(_ names: ArraySlice<[UInt8]>, below root: LocalPath) -> LocalPath? {
    var path = root
    for (offset, name) in names.enumerated() {
      guard name != [0x2E], name != [0x2E, 0x2E], let next = path.appending(name) else {
        return nil
      }
      guard next.entryKind() == (offset == names.count - 1 ? .file : .folder) else { return nil }
      path = next
    }
    return names.isEmpty ? nil : path
  }
}
