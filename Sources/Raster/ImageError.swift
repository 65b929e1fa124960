/// Why a picture could not be read or written.
///
/// The picture's name is not known here; whoever opened the file puts it in front.
package enum ImageError: Error, Hashable, Sendable, CustomStringConvertible {
  /// The bytes are not a picture of any known format.
  case notAPicture
  /// A picture in a format that is recognised and not read.
  case unsupportedFormat(ImageFormat)
  /// A JPEG or PNG of a kind that is not read, in the decoder's words.
  case unsupportedKind(String)
  /// More pixels, or a longer side, than the limits allow.
  case tooLarge(PixelSize)
  /// More memory would be needed than the limits allow, in the decoder's words.
  case tooDemanding(String)
  /// The data ends before the picture does.
  case truncated
  /// The data contradicts its format, in the decoder's words.
  case damaged(String)
  /// The file could not be read; the system's error number.
  case unreadable(errno: Int32)
  /// The picture cannot be written in this format, and why.
  case notWritable(String)
  /// Memory could not be had.
  case outOfMemory

  /// What failed and what to do, to be put after the picture's name and a colon.
  package var description: String {
    switch self {
    case .notAPicture:
      "not a picture; Plumbline reads JPEG and PNG"
    case .unsupportedFormat(let format):
      "a \(format.name) file, which Plumbline does not read; convert it to JPEG or PNG"
    case .unsupportedKind(let detail):
      "a kind of picture that Plumbline does not read (\(detail)); save it again as 8-bit JPEG or PNG"
    case .tooLarge(let size):
      "\(size) pixels are more than the limit; make it smaller or raise the limit"
    case .tooDemanding(let detail):
      "decoding needs more memory than the limit (\(detail)); save it again as baseline JPEG"
    case .truncated:
      "the file ends before the picture does; copy it again from where it came"
    case .damaged(let detail):
      "the picture is damaged (\(detail)); copy it again from where it came"
    case .unreadable(let errno):
      "the file cannot be read (system error \(errno)); check its permissions and its disk"
    case .notWritable(let detail):
      "the picture cannot be written (\(detail))"
    case .outOfMemory:
      "there is not enough memory for the picture; close other programs or make it smaller"
    }
  }
}
