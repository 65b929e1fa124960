import CFuzzDriver
import Interchange

/// Feeds invented bytes to the readers of manifests, raw answers and masks: `FUZZ=1 make fuzz`.
///
/// Whatever the bytes are, a record is read and can be written and read again, or is refused with
/// a printable reason. The first byte chooses the reader.
@main
struct RecordFuzzer {
  static func main() {
    var count = CommandLine.argc
    var arguments = CommandLine.unsafeArgv
    // Unsafe: libFuzzer takes the process's arguments and lends bytes for the length of a call.
    let status = unsafe withUnsafeMutablePointer(to: &arguments) { pointer in
      unsafe UnsafeMutableRawPointer(pointer).withMemoryRebound(
        to: UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>?.self, capacity: 1
      ) {
        unsafe LLVMFuzzerRunDriver(&count, $0) { data, size in
          unsafe read([UInt8](UnsafeBufferPointer(start: data, count: size)))
          return 0
        }
      }
    }
    precondition(status == 0, "the fuzzer ended with \(status)")
  }

  private static let origin = RecordOrigin(file: "fuzzed", line: 1)

  private static func read(_ bytes: [UInt8]) {
    let record = Array(bytes.dropFirst())
    do throws(InterchangeError) {
      switch (bytes.first ?? 0) % 5 {
      case 0: try readLine(record)
      case 1: _ = try WorkerResponseReader(parsing: record, file: "fuzzed")
      case 2: _ = try ConsolidationRequest(parsing: record, file: "fuzzed")
      case 3: _ = try HumanLoop(parsing: record, file: "fuzzed")
      default:
        let reader = ClassMaskReader(classes: MaskPalette.classes(of: ["road", "building"]))
        _ = try reader.read(record, origin: origin)
      }
    } catch {
      precondition(PrintableText.isClean(error.description), "a reason that cannot be shown")
    }
  }

  private static func readLine(_ bytes: [UInt8]) throws(InterchangeError) {
    let line = try ManifestLine(parsing: bytes, objectID: 0, origin: origin)
    let again = try ManifestLine(parsing: line.object.bytes, objectID: 0, origin: origin)
    precondition(line == again, "a line that changes when it is read again")
  }
}
