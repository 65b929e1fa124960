/// How much of each bread the picture shows.
struct Visibility {
  /// For each bread, the visible share of the outline it would have alone, 0...1.
  var shares: [Double]
  /// For each bread, about how many pixels show it.
  var areas: [Int]

  /// Breads of which less than this share can be seen are taken off the tray.
  private static let leastShare = 0.22
  /// Breads that show fewer pixels than this are taken off the tray, too.
  private static let leastArea = 2_500

  /// Samples every `step`th pixel, and a margin around the picture for what its edges cut off.
  init(scene: Scene, viewpoint: Viewpoint, step: Int) {
    var alone = [Int](repeating: 0, count: scene.breads.count)
    var seen = alone
    let everyProp = Array(scene.props.indices)
    let (marginX, marginY) = (viewpoint.width / 4, viewpoint.height / 4)
    for y in stride(from: -marginY, to: viewpoint.height + marginY, by: step) {
      for x in stride(from: -marginX, to: viewpoint.width + marginX, by: step) {
        let ray = viewpoint.ray(x: Float(x) + 0.5, y: Float(y) + 0.5)
        let crossed = scene.breads.indices.filter { scene.breads[$0].distance(along: ray) != nil }
        for index in crossed { alone[index] += 1 }
        let isInside = (0..<viewpoint.width).contains(x) && (0..<viewpoint.height).contains(y)
        guard isInside, !crossed.isEmpty else { continue }
        let (target, _) = scene.target(along: ray, breads: crossed, props: everyProp)
        if case .bread(let index) = target { seen[index] += 1 }
      }
    }
    shares = zip(seen, alone).map { $1 == 0 ? 0 : Double($0) / Double($1) }
    areas = seen.map { $0 * step * step }
  }

  /// Takes away breads that nobody could be asked to find.
  static func removeHidden(from scene: inout Scene, viewpoint: Viewpoint) {
    let visibility = Visibility(scene: scene, viewpoint: viewpoint, step: 8)
    let shown = scene.breads.indices.filter {
      visibility.shares[$0] >= leastShare && visibility.areas[$0] >= leastArea
    }
    scene.breads = shown.map { scene.breads[$0] }
  }
}
