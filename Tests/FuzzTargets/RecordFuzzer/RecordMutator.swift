import CFuzzDriver
import Glibc
import RecordMutation

/// Makes libFuzzer's next input: five in six as a change of the JSON tree or of a picture's chunks, so
/// that most get past the grammar; the others byte by byte.
///
/// An input that is neither, and every second one, gives way to a record that is known to be valid.
/// Unsafe: libFuzzer finds it by this name and lends a buffer of `limit` bytes for the call.
@_cdecl("LLVMFuzzerCustomMutator")
public func mutate(
  _ data: UnsafeMutablePointer<UInt8>, _ size: Int, _ limit: Int, _ seed: UInt32
) -> Int {
  var generator = SplitMix64(seed: UInt64(seed))
  if generator.next() % 6 != 0 {
    let bytes = unsafe [UInt8](UnsafeBufferPointer(start: data, count: size))
    let valid = ValidRecords.shared.one(generator.next())
    let bases = generator.next() % 2 == 0 ? [bytes, valid] : [valid]
    for base in bases {
      guard let changed = structured(base, seed: generator.next()), changed.count <= limit
      else { continue }
      for (index, byte) in changed.enumerated() { unsafe data[index] = byte }
      FuzzTally.shared.note(isStructured: true)
      return changed.count
    }
  }
  FuzzTally.shared.note(isStructured: false)
  return unsafe LLVMFuzzerMutate(data, size, limit)
}

/// A record with its parts changed; nil where it has none.
private func structured(_ bytes: [UInt8], seed: UInt64) -> [UInt8]? {
  if var mutator = PNGMutator(bytes, seed: seed) { return mutator.next() }
  var mutator = try? TreeMutator(seeds: [bytes], seed: seed, mildness: 0.6)
  return mutator?.next()
}
