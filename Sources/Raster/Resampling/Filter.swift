import Glibc

/// How much a source pixel counts by its distance, in source or (making smaller) output pixels.
enum Filter {
  /// The cubic of Mitchell and Netravali with B = C = 1/3.
  case mitchell
  /// Lanczos' sinc windowed by the middle lobe of a three times wider one.
  case lanczos

  /// The distance from which on nothing counts.
  var support: Double {
    switch self {
    case .mitchell: 2
    case .lanczos: 3
    }
  }

  /// The weight at a distance, before all are made to add up to 1.
  func weight(_ distance: Double) -> Double {
    let x = abs(distance)
    guard x < support else { return 0 }
    switch self {
    case .mitchell:
      return x < 1
        ? (7 * x * x * x - 12 * x * x + 16.0 / 3) / 6
        : (-7.0 / 3 * x * x * x + 12 * x * x - 20 * x + 32.0 / 3) / 6
    case .lanczos:
      guard x > 1e-9 else { return 1 }
      return 3 * sin(.pi * x) * sin(.pi * x / 3) / (.pi * .pi * x * x)
    }
  }
}
