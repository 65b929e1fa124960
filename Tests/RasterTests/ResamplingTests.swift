import Raster
import Testing

@Suite("Resampling")
struct ResamplingTests {
  @Test("The same size is the same picture")
  func identity() {
    let picture = Bitmap.noise(PixelSize(width: 33, height: 21), seed: 1)
    #expect(picture.resampled(region: PixelRegion(picture.size), to: picture.size) == picture)
  }

  @Test(
    "Flat areas keep their value at every ratio",
    arguments: [(1, 1), (7, 50), (100, 3), (31, 31), (64, 48)], [0, 1, 127, 254, 255] as [UInt8])
  func flat(size: (Int, Int), value: UInt8) {
    let color = RGB8(r: value, g: value, b: value)
    let picture = Bitmap(size: PixelSize(width: 31, height: 24), filledWith: color)
    let target = PixelSize(width: size.0, height: size.1)
    let result = picture.resampled(region: PixelRegion(picture.size), to: target)
    #expect(result == Bitmap(size: target, filledWith: color))
  }

  @Test("Making smaller removes what the smaller size cannot show")
  func alias() {
    // A chequerboard of single pixels has no detail left at a third; its mean is grey.
    var board = Bitmap(size: PixelSize(width: 90, height: 90), filledWith: .black)
    for y in 0..<90 { for x in 0..<90 where (x + y).isMultiple(of: 2) { board[x, y] = .white } }
    let small = board.resampled(
      region: PixelRegion(board.size), to: PixelSize(width: 30, height: 30))
    for y in 2..<28 { for x in 2..<28 { #expect(abs(Int(small[x, y].r) - 128) <= 12) } }
  }

  @Test("A smooth picture survives being made smaller and larger again")
  func thereAndBack() {
    let size = PixelSize(width: 120, height: 90)
    var ramp = Bitmap(size: size, filledWith: .black)
    for y in 0..<90 {
      for x in 0..<120 { ramp[x, y] = RGB8(r: UInt8(x * 2), g: UInt8(y * 2), b: UInt8(x + y)) }
    }
    let half = ramp.resampled(region: PixelRegion(size), to: PixelSize(width: 60, height: 45))
    let back = half.resampled(region: PixelRegion(half.size), to: size)
    #expect(ramp.signalToNoise(back) > 45)
  }

  @Test("A region is cut where it lies, also between pixels")
  func region() {
    var picture = Bitmap(size: PixelSize(width: 40, height: 40), filledWith: .black)
    for y in 0..<40 {
      for x in 0..<40 { picture[x, y] = RGB8(r: UInt8(x * 6), g: UInt8(y * 6), b: 0) }
    }
    let cut = picture.resampled(
      region: PixelRegion(x: 10.5, y: 20, width: 8, height: 8), to: PixelSize(width: 8, height: 8))
    for place in 0..<8 {
      #expect(abs(Int(cut[place, place].r) - (63 + place * 6)) <= 1)
      #expect(abs(Int(cut[place, place].g) - (120 + place * 6)) <= 1)
    }
  }

  @Test("Beyond the edges lies the backdrop, and the edge stays sharp")
  func backdrop() {
    let picture = Bitmap(size: PixelSize(width: 10, height: 10), filledWith: .white)
    let backdrop = RGB8(r: 10, g: 20, b: 30)
    let around = picture.resampled(
      region: PixelRegion(x: -5, y: -5, width: 20, height: 20),
      to: PixelSize(width: 40, height: 40),
      backdrop: backdrop)
    for y in 0..<40 {
      for x in 0..<40 {
        let inside = (10..<30).contains(x) && (10..<30).contains(y)
        #expect(around[x, y] == (inside ? .white : backdrop))
      }
    }
    let outside = picture.resampled(
      region: PixelRegion(x: 50, y: 0, width: 5, height: 5), to: PixelSize(width: 4, height: 4),
      backdrop: backdrop)
    #expect(outside.pixels.allSatisfy { $0 == backdrop })
  }
}
