/// Writes picture files as iTerm2's inline images (https://iterm2.com/documentation-images.html),
/// which WezTerm and others take as well.
package enum InlineFileEncoder {
  /// Appends a JPEG or PNG file, stretched over cells from the cursor on.
  package static func show(
    _ file: [UInt8], columns: Int, rows: Int, into output: inout [UInt8]
  ) {
    output +=
      "\u{1B}]1337;File=inline=1;size=\(file.count);width=\(columns);height=\(rows);preserveAspectRatio=0:"
      .utf8
    Base64.append(file[...], to: &output)
    output.append(0x07)
  }
}
