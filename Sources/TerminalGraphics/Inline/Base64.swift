/// Base 64 with padding (RFC 4648, section 4), in which terminals take pictures.
package enum Base64 {
  private static let alphabet = Array(
    "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/".utf8)
  private static let padding = UInt8(ascii: "=")

  /// Appends bytes as text.
  package static func append(_ bytes: ArraySlice<UInt8>, to output: inout [UInt8]) {
    output.reserveCapacity(output.count + (bytes.count + 2) / 3 * 4)
    var place = bytes.startIndex
    while place < bytes.endIndex {
      let group = bytes[place..<min(place + 3, bytes.endIndex)]
      var bits = 0
      for offset in 0..<3 {
        bits = bits << 8 | (offset < group.count ? Int(group[place + offset]) : 0)
      }
      for digit in 0..<4 {
        output.append(digit <= group.count ? alphabet[bits >> (18 - 6 * digit) & 63] : padding)
      }
      place += 3
    }
  }
}
