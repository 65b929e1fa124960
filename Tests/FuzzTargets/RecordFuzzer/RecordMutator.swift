import CFuzzDriver
import Glibc
import RecordMutation

/// Makes libFuzzer's next input: three in four as a change of the JSON tree, where the input is
/// JSON, so that most get past the grammar; the others byte by byte.
///
/// Unsafe: libFuzzer finds it by this name and lends a buffer of `limit` bytes for the call.
@_cdecl("LLVMFuzzerCustomMutator")
public func mutate(
  _ data: UnsafeMutablePointer<UInt8>, _ size: Int, _ limit: Int, _ seed: UInt32
) -> Int {
  if seed % 4 != 0 {
    let bytes = unsafe [UInt8](UnsafeBufferPointer(start: data, count: size))
    if var mutator = try? TreeMutator(seeds: [bytes], seed: UInt64(seed)) {
      let changed = mutator.next()
      if changed.count <= limit {
        for (index, byte) in changed.enumerated() { unsafe data[index] = byte }
        FuzzTally.shared.note(isStructured: true)
        return changed.count
      }
    }
  }
  FuzzTally.shared.note(isStructured: false)
  return unsafe LLVMFuzzerMutate(data, size, limit)
}
