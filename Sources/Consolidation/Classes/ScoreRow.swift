/// The scores of some classes side by side, two to a vector register.
///
/// Pairs are what every x86-64 and ARM processor has. A row is exactly as long as its classes need
/// (rounded up to even), because the tables of rows should stay in the cache. Rows are built by
/// joining shorter ones, so that the compiler sees straight code for each length.
protocol ScoreRow: Sendable {
  /// How many classes it has room for.
  static var lanes: Int { get }
  /// Makes a row with the same score for all classes.
  init(repeating value: Double)
  /// The score of one class.
  subscript(lane: Int) -> Double { get set }
  static func += (row: inout Self, other: Self)
  /// The highest scores of the even and of the odd lanes.
  var maxima: SIMD2<Double> { get }
  /// Replaces each score by its exponential after taking `best` off; returns the sums of the even
  /// and of the odd lanes.
  mutating func exponentiate(relativeTo best: Double) -> SIMD2<Double>
  /// Multiplies all scores.
  mutating func scale(by factor: Double)
}

extension SIMD2<Double>: ScoreRow {
  static var lanes: Int { 2 }

  @inline(__always)
  var maxima: SIMD2<Double> { self }

  @inline(__always)
  mutating func exponentiate(relativeTo best: Double) -> SIMD2<Double> {
    self = exponential(self - best)
    return self
  }

  @inline(__always)
  mutating func scale(by factor: Double) { self *= factor }
}

/// Two rows as one.
struct JoinedRow<First: ScoreRow, Second: ScoreRow>: ScoreRow {
  private var first: First
  private var second: Second

  static var lanes: Int { First.lanes + Second.lanes }

  @inline(__always)
  init(repeating value: Double) {
    first = First(repeating: value)
    second = Second(repeating: value)
  }

  subscript(lane: Int) -> Double {
    get { lane < First.lanes ? first[lane] : second[lane - First.lanes] }
    set {
      if lane < First.lanes {
        first[lane] = newValue
      } else {
        second[lane - First.lanes] = newValue
      }
    }
  }

  @inline(__always)
  static func += (row: inout Self, other: Self) {
    row.first += other.first
    row.second += other.second
  }

  @inline(__always)
  var maxima: SIMD2<Double> {
    let (own, others) = (first.maxima, second.maxima)
    return own.replacing(with: others, where: others .> own)
  }

  @inline(__always)
  mutating func exponentiate(relativeTo best: Double) -> SIMD2<Double> {
    let own = first.exponentiate(relativeTo: best)
    return own + second.exponentiate(relativeTo: best)
  }

  @inline(__always)
  mutating func scale(by factor: Double) {
    first.scale(by: factor)
    second.scale(by: factor)
  }
}

typealias Row2 = SIMD2<Double>
typealias Row4 = JoinedRow<Row2, Row2>
typealias Row6 = JoinedRow<Row4, Row2>
typealias Row8 = JoinedRow<Row4, Row4>
typealias Row10 = JoinedRow<Row8, Row2>
typealias Row12 = JoinedRow<Row8, Row4>
typealias Row16 = JoinedRow<Row8, Row8>
typealias Row32 = JoinedRow<Row16, Row16>
