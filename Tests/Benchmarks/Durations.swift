/// How long many things took.
struct Durations {
  private let sorted: [Int64]

  /// Takes times in microseconds.
  init(microseconds: [Int64]) { sorted = microseconds.sorted() }

  /// How many there are.
  var count: Int { sorted.count }

  /// The smallest time that at least this share of all does not exceed (nearest rank), in
  /// milliseconds; NaN of none.
  func milliseconds(atShare share: Double) -> Double {
    guard !sorted.isEmpty else { return .nan }
    let rank = Int((share * Double(sorted.count)).rounded(.up))
    return Double(sorted[min(max(rank, 1), sorted.count) - 1]) / 1000
  }

  /// The middle one, in milliseconds.
  var median: Double { milliseconds(atShare: 0.5) }

  /// The longest one, in milliseconds.
  var longest: Double { milliseconds(atShare: 1) }
}

/// Lines of cells in columns that are as wide as they must be; the first column stands left.
struct Table {
  private var rows: [[String]]

  /// Begins with the titles of the columns.
  init(_ titles: [String]) { rows = [titles] }

  /// Adds a line.
  mutating func add(_ cells: [String]) { rows.append(cells) }

  /// The table as text.
  var text: String {
    let columns = rows.map(\.count).max() ?? 0
    let widths = (0..<columns).map { column in
      rows.map { column < $0.count ? $0[column].count : 0 }.max() ?? 0
    }
    return rows.map { row in
      zip(row, widths).enumerated().map { index, cell in
        let space = String(repeating: " ", count: cell.1 - cell.0.count)
        return index == 0 ? cell.0 + space : space + cell.0
      }.joined(separator: "  ")
    }.joined(separator: "\n")
  }
}

/// A number with that many decimals, without a locale.
func decimal(_ value: Double, _ places: Int = 1) -> String {
  guard value.isFinite else { return "-" }
  var scale = 1.0
  for _ in 0..<places { scale *= 10 }
  let scaled = Int((abs(value) * scale).rounded())
  let whole = "\(scaled / Int(scale))"
  let sign = value < 0 && scaled > 0 ? "-" : ""
  guard places > 0 else { return sign + whole }
  let part = "\(scaled % Int(scale))"
  return sign + whole + "." + String(repeating: "0", count: places - part.count) + part
}
