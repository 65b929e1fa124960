/// Draws a scene through a viewpoint, tile by tile.
struct PictureRenderer {
  let scene: Scene
  let viewpoint: Viewpoint
  private let shader: Shader
  private static let tile = 32

  init(scene: Scene, viewpoint: Viewpoint) {
    self.scene = scene
    self.viewpoint = viewpoint
    shader = scene.makeShader()
  }

  /// The picture in linear light: one sample per pixel, more where outlines run.
  func render() -> Exposure {
    var exposure = Exposure(width: viewpoint.width, height: viewpoint.height)
    var targets = [UInt16](repeating: 0, count: exposure.pixels.count)
    for top in stride(from: 0, to: exposure.height, by: Self.tile) {
      for left in stride(from: 0, to: exposure.width, by: Self.tile) {
        renderTile(left: left, top: top, into: &exposure, targets: &targets)
      }
    }
    smoothOutlines(of: &exposure, targets: targets)
    return exposure
  }

  private func renderTile(
    left: Int, top: Int, into exposure: inout Exposure, targets: inout [UInt16]
  ) {
    let near = candidates(left: left, top: top, size: Self.tile)
    for y in top..<min(top + Self.tile, exposure.height) {
      for x in left..<min(left + Self.tile, exposure.width) {
        let ray = viewpoint.ray(x: Float(x) + 0.5, y: Float(y) + 0.5)
        let (target, distance) = scene.target(
          along: ray, breads: near.breads, props: near.props)
        let light = scene.radiance(target, at: distance, along: ray, shader: shader)
        let at = y * exposure.width + x
        exposure.pixels[at] = SIMD4(light, distance)
        targets[at] = Self.code(target)
        if case .bread(let index) = target { exposure.owners[at] = UInt8(index) }
      }
    }
  }

  /// A number per target, so that outlines can be found by comparing neighbours.
  private static func code(_ target: Scene.Target) -> UInt16 {
    switch target {
    case .bread(let index): UInt16(index)
    case .prop(let index): 1000 + UInt16(index)
    case .floor(.tray): 2000
    case .floor(.counter): 2001
    case .floor(.shop): 2002
    }
  }

  /// The breads and props whose surrounding ball reaches into a square of pixels.
  func candidates(left: Int, top: Int, size: Int) -> (breads: [Int], props: [Int]) {
    let middle = viewpoint.ray(x: Float(left + size / 2), y: Float(top + size / 2)).direction
    let corner = viewpoint.ray(x: Float(left), y: Float(top)).direction
    let opening = arcCosine(dot(middle, corner)) * 1.15
    func touches(_ ball: (centre: Vector, radius: Float)) -> Bool {
      let offset = ball.centre - viewpoint.position
      let distance = length(offset)
      guard distance > ball.radius else { return true }
      let angle = arcCosine(dot(offset, middle) / distance)
      return angle < opening + arcCosine((1 - power(ball.radius / distance, 2)).squareRoot())
    }
    return (
      scene.breads.indices.filter { touches(scene.breads[$0].ball) },
      scene.props.indices.filter { touches(scene.props[$0].ball) }
    )
  }

  /// Takes three more samples in each pixel beside which something else begins.
  private func smoothOutlines(of exposure: inout Exposure, targets: [UInt16]) {
    let (width, height) = (exposure.width, exposure.height)
    for top in stride(from: 0, to: height - 1, by: Self.tile) {
      for left in stride(from: 0, to: width - 1, by: Self.tile) {
        let near = candidates(left: left, top: top, size: Self.tile)
        for y in top..<min(top + Self.tile, height - 1) {
          for x in left..<min(left + Self.tile, width - 1) {
            let at = y * width + x
            guard targets[at] != targets[at + 1] || targets[at] != targets[at + width] else {
              continue
            }
            let more = lightAround(x: x, y: y, breads: near.breads, props: near.props)
            let light =
              (Vector(exposure.pixels[at].x, exposure.pixels[at].y, exposure.pixels[at].z) + more)
              * 0.25
            exposure.pixels[at] = SIMD4(light, exposure.pixels[at].w)
          }
        }
      }
    }
  }

  private func lightAround(x: Int, y: Int, breads: [Int], props: [Int]) -> Vector {
    var sum = Vector.zero
    for (dx, dy) in [(Float(1), Float(0.6)), (0.6, 1), (1, 1.1)] {
      let ray = viewpoint.ray(x: Float(x) + dx, y: Float(y) + dy)
      let (target, distance) = scene.target(along: ray, breads: breads, props: props)
      sum += scene.radiance(target, at: distance, along: ray, shader: shader)
    }
    return sum
  }
}
