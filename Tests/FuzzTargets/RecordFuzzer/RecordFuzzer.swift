import CFuzzDriver
import Glibc

/// Feeds invented records to the readers of manifests, raw answers and masks: `make fuzz`.
///
/// Whatever the bytes are, a record is read and can be read again as it is kept, or is refused with
/// a printable reason. At the end it says how many were taken.
@main
struct RecordFuzzer {
  static func main() {
    atexit { print(FuzzTally.shared.summary) }
    var count = CommandLine.argc
    // Unsafe: libFuzzer takes the process's arguments and lends bytes for the length of a call.
    var arguments: UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>? =
      unsafe CommandLine.unsafeArgv
    let status = unsafe LLVMFuzzerRunDriver(&count, &arguments) { data, size in
      unsafe FuzzedRecord([UInt8](UnsafeBufferPointer(start: data, count: size))).read()
      return 0
    }
    precondition(status == 0, "the fuzzer ended with \(status)")
  }
}
