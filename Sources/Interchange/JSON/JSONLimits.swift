/// How much a JSON document may ask of its reader.
package struct JSONLimits: Hashable, Sendable {
  /// Nested containers; at most 64, because the reader keeps them as the bits of one word.
  package let depth: Int
  /// Bytes of one string as written.
  package let stringBytes: Int
  /// Characters of one number as written.
  package let numberLength: Int

  /// Sets limits; a depth above 64 becomes 64.
  package init(depth: Int, stringBytes: Int, numberLength: Int) {
    self.depth = min(max(depth, 1), 64)
    self.stringBytes = stringBytes
    self.numberLength = numberLength
  }

  /// Depth 64; strings of 48 MB (a base64 mask of 100 megapixels fits); numbers of 256 characters.
  package static let standard = JSONLimits(
    depth: 64, stringBytes: 48 << 20, numberLength: 256)
}
