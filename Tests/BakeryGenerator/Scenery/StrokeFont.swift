/// Handwriting for price cards: each character as pen strokes on a 10 by 10 grid, y downwards.
enum StrokeFont {
  /// A straight piece of a stroke.
  struct Segment {
    var start: SIMD2<Float>
    var end: SIMD2<Float>

    /// The distance from a point.
    @inline(__always)
    func distance(to point: SIMD2<Float>) -> Float {
      let along = end - start
      let offset = point - start
      let share = clamp((offset * along).sum() / max((along * along).sum(), 1e-6))
      let rest = offset - along * share
      return (rest * rest).sum().squareRoot()
    }
  }

  /// Strokes are separated by `|`, points by spaces; unknown characters are left blank.
  private static let glyphs: [Character: String] = [
    "メ": "7,1 5,5 2,9|3,3 7,7",
    "ロ": "2,2 8,2 8,8 2,8 2,2",
    "ン": "2,2 4,3.5|2,8.5 5,7.5 8,3",
    "パ": "4,2.5 3.2,5.5 1.5,8.5|6,2.5 7.2,5.5 8.6,8.5|8.6,1.2 9.2,.6 9.8,1.2 9.2,1.8 8.6,1.2",
    "あ": "2,2.8 7.5,2.4|4.4,1 4.2,5 4.6,8.6|6.5,4 5.8,6.5 4,8.4 2.4,8.2 2.2,6.8 3.6,5.4 6,4.9 "
      + "8,5.8 8.2,7.4 7,8.6 5.8,9",
    "ん": "5.4,1 3.8,5 1.8,9 3.4,6.2 4.6,5.6 5.2,6.6 5.2,8 6.2,8.8 7.6,8 8.6,6.2",
    "ぱ": "2.4,1.8 1.9,5 2.2,8.8|4.4,3.6 8.6,3.3|6.7,1.4 6.8,5 6.8,7.6 5.8,8.7 4.6,8.2 5,7.2 "
      + "6.6,7.2 8.6,8.4|8.7,1.2 9.2,.7 9.7,1.2 9.2,1.7 8.7,1.2",
    "ば": "2.4,1.8 1.9,5 2.2,8.8|4.4,3.6 8.6,3.3|6.7,1.4 6.8,5 6.8,7.6 5.8,8.7 4.6,8.2 5,7.2 "
      + "6.6,7.2 8.6,8.4|8.3,.9 8.8,1.8|9.3,.5 9.8,1.4",
    "や": "1.4,4.6 4,3.6 6.6,2.8 8.4,3.4 8.4,4.8 7,5.4 5.8,5|5.2,1.2 6,2.2|3,2 4,5.4 5.6,9.2",
    "き": "2.4,2.8 7.6,2.2|2.2,4.8 8,4|4.4,1 5.6,3.8 7,6.4|2.8,6.6 3,8 4.6,8.9 6.8,8.8",
    "そ": "3,1.8 7,1.6 4.6,3.4 2,5.2 5,4.6 8.4,4.2 5.6,5.4 4.6,7 5.4,8.6 7.2,9",
    "¥": "2,1 5,5 8,1|5,5 5,9|2.6,5.4 7.4,5.4|2.6,7 7.4,7",
    "0": "5,1 2.8,3 2.8,7 5,9 7.2,7 7.2,3 5,1",
    "1": "3.6,2.6 5,1 5,9",
    "2": "2.8,3 4,1.2 6.4,1.2 7.2,3 5.6,5.6 2.8,9 7.4,9",
    "3": "2.8,1.6 6.8,1.4 4.8,4.4 7,6 6.6,8.4 4.4,9 2.6,8",
    "4": "5.8,9 5.8,1 2.4,6.4 7.8,6.4",
    "5": "7,1.2 3.4,1.2 3,4.8 5.6,4.2 7.2,6 6.4,8.4 4,9 2.6,8.2",
    "6": "6.4,1.2 3.6,4 2.8,7 4.4,9 6.8,8 6.6,5.6 4.4,5 3,6.6",
    "8": "5,4.6 3.2,2.8 5,1 6.8,2.8 5,4.6 2.8,7 5,9 7.2,7 5,4.6",
  ]

  /// The strokes of a line of text whose characters are squares of `size`, first corner at `at`.
  static func strokes(_ text: String, at: SIMD2<Float>, size: Float) -> [Segment] {
    var segments: [Segment] = []
    for (column, character) in text.enumerated() {
      let corner = at + SIMD2(Float(column) * size, 0)
      for stroke in (glyphs[character] ?? "").split(separator: "|") {
        let points = stroke.split(separator: " ").map { point(String($0)) * (size / 10) + corner }
        for (start, end) in zip(points, points.dropFirst()) {
          segments.append(Segment(start: start, end: end))
        }
      }
    }
    return segments
  }

  private static func point(_ text: String) -> SIMD2<Float> {
    let parts = text.split(separator: ",").map { Float($0) ?? 0 }
    return parts.count == 2 ? SIMD2(parts[0], parts[1]) : .zero
  }
}
