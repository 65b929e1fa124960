import CFuzzDriver
import Raster

/// Feeds invented files to the picture decoder: `make fuzz`.
///
/// Whatever the bytes are, they are a picture of its own size or an error with words.
@main
struct ImageFuzzer {
  static func main() {
    var count = CommandLine.argc
    // Unsafe: libFuzzer takes the process's arguments and lends bytes for the length of a call.
    var arguments: UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>? =
      unsafe CommandLine.unsafeArgv
    let status = unsafe LLVMFuzzerRunDriver(&count, &arguments) { data, size in
      unsafe ImageFuzzer.decode([UInt8](UnsafeBufferPointer(start: data, count: size)))
      return 0
    }
    precondition(status == 0, "the fuzzer ended with \(status)")
  }

  private static let limits = ImageLimits(
    maximumSide: 65_535, maximumPixels: 1 << 22, maximumDecodedPixels: 1 << 22)

  private static func decode(_ bytes: [UInt8]) {
    // Scaled decoding takes other paths through libjpeg; the last byte, which rarely matters,
    // decides.
    let target = bytes.last.map { $0 & 1 == 0 } == true ? PixelSize(width: 40, height: 30) : nil
    do throws(ImageError) {
      let image = try ImageDecoder.decode(bytes: bytes, fitting: target, limits: limits)
      precondition(image.bitmap.pixels.count == image.bitmap.size.area, "pixels are missing")
      reduce(image.bitmap, colors: Int(bytes[bytes.count / 2]) + 1)
    } catch {
      precondition(!error.description.isEmpty, "an error without words")
    }
  }

  /// Colours of what somebody made up go through the kernels as well, while they are few.
  private static func reduce(_ bitmap: Bitmap, colors: Int) {
    guard bitmap.size.area <= 1 << 14 else { return }
    let reduced = Quantiser.quantise(bitmap, colors: colors)
    let count = reduced.palette.colors.count
    precondition(reduced.indices.count == bitmap.size.area, "indices are missing")
    precondition(reduced.indices.allSatisfy { Int($0) < count }, "an index without a colour")
  }
}
