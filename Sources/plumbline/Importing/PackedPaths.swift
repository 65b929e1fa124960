/// Many paths, one behind the other in one piece of memory.
///
/// A path of its own costs an array's header and rounding; of a million short ones that is most.
struct PackedPaths: RandomAccessCollection {
  private var bytes: [UInt8] = []
  private var ends: [Int] = []

  /// Makes no paths.
  init() {}

  var startIndex: Int { 0 }
  var endIndex: Int { ends.count }

  /// The path at a place.
  subscript(position: Int) -> ArraySlice<UInt8> {
    bytes[(position == 0 ? 0 : ends[position - 1])..<ends[position]]
  }

  /// Adds a path behind the others.
  mutating func append(_ path: some Collection<UInt8>) {
    bytes += path
    ends.append(bytes.count)
  }
}
