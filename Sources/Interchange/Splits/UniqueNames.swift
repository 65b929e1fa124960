/// Gives files of many folders names that differ in one folder.
///
/// A name stays as it is while it is the only one of its kind; files that share one get the names
/// of their folders in front, from the nearest up, and numbers when that is not enough. Names are
/// compared without regard to case, because some file systems do. The result does not depend on
/// the order in which the files are given, as long as their paths differ.
package enum UniqueNames {
  /// Stems for files by their paths, components separated by slashes: the last without extension.
  package static func stems(of paths: [String]) -> [String] {
    let parts = paths.map { path in path.split(separator: "/").map(String.init) }
    var depths = [Int](repeating: 0, count: paths.count)
    while true {
      let names = zip(parts, depths).map { stem($0, depth: $1) }
      let groups = Dictionary(grouping: names.indices) { names[$0].lowercased() }
      var changed = false
      for group in groups.values where group.count > 1 {
        for index in group where depths[index] + 1 < parts[index].count {
          depths[index] += 1
          changed = true
        }
      }
      if !changed { return numbered(names, paths: paths) }
    }
  }

  private static func stem(_ parts: [String], depth: Int) -> String {
    let last = parts.last ?? "image"
    let point = last.lastIndex(of: ".").flatMap { $0 > last.startIndex ? $0 : nil }
    let name = String(last[..<(point ?? last.endIndex)])
    return (parts.dropLast().suffix(depth) + [name]).map(safe).joined(separator: "_")
  }

  /// Letters, digits, hyphens and underscores; everything else becomes an underscore.
  private static func safe(_ text: String) -> String {
    String(
      text.unicodeScalars.map { scalar in
        let isKept =
          scalar.properties.isAlphabetic || scalar.properties.numericType != nil || scalar == "-"
          || scalar == "_"
        return isKept ? Character(scalar) : "_"
      })
  }

  private static func numbered(_ names: [String], paths: [String]) -> [String] {
    var result = names
    let groups = Dictionary(grouping: names.indices) { names[$0].lowercased() }
    var taken = Set(names.map { $0.lowercased() })
    for group in groups.values.sorted(by: { ($0.first ?? 0) < ($1.first ?? 0) })
    where group.count > 1 {
      for index in group.sorted(by: { (paths[$0], $0) < (paths[$1], $1) }).dropFirst() {
        var number = 2
        while !taken.insert("\(names[index].lowercased())-\(number)").inserted { number += 1 }
        result[index] = "\(names[index])-\(number)"
      }
    }
    return result
  }
}
