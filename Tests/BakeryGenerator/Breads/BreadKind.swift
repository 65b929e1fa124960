/// The three classes of the sample project; raw values are their class indexes.
enum BreadKind: Int, CaseIterable {
  case anpan
  case melonpan
  case yakisobapan

  /// The label name, as manifests and answers spell it.
  var name: String {
    switch self {
    case .anpan: "anpan"
    case .melonpan: "melonpan"
    case .yakisobapan: "yakisobapan"
    }
  }

  /// What the price card says.
  var japaneseName: String {
    switch self {
    case .anpan: "あんぱん"
    case .melonpan: "メロンパン"
    case .yakisobapan: "やきそばパン"
    }
  }

  /// The colour, in linear light, that this bread casts on what stands beside it.
  var bounceColor: Vector {
    switch self {
    case .anpan: Vector(0.36, 0.15, 0.045)
    case .melonpan: Vector(0.62, 0.46, 0.17)
    case .yakisobapan: Vector(0.36, 0.17, 0.06)
    }
  }
}
