/// What a trainer refuses or silently misreads in an export, beyond what one service has names for.
///
/// Sources: SageMaker developer guide (`augmented-manifest`, `object-detection`,
/// `semantic-segmentation`, `sms-input-data-input-manifest`, `sms-reusing-data`) and readers that
/// unpack lines strictly.
package enum TrainingRule: String, Hashable, Sendable, CaseIterable, PreflightRule {
  case lineForm = "LINE_FORM"
  case source = "SOURCE"
  case attributeName = "ATTRIBUTE_NAME"
  case pairing = "PAIRING"
  case boxPlace = "BOX_PLACE"
  case classIDs = "CLASS_IDS"
  case labelWidth = "LABEL_WIDTH"
  case dateForm = "DATE_FORM"
  case humanAnnotated = "HUMAN_ANNOTATED"
  case unlabelled = "UNLABELLED"
  case mixed = "MIXED"
  case length = "LENGTH"
  case confidence = "CONFIDENCE"
  case colons = "COLONS"
  case colorMap = "COLOR_MAP"
  case picture = "PICTURE"
  case imageSize = "IMAGE_SIZE"
  case channels = "CHANNELS"
  case orientation = "ORIENTATION"
  case exif = "EXIF"
  case maskForm = "MASK_FORM"
  case maskColors = "MASK_COLORS"
  case pairs = "PAIRS"
  case labelMap = "LABEL_MAP"

  /// What it asks.
  package var title: String {
    switch self {
    case .lineForm: "one compact JSON object per line, without byte order mark, blanks and NaN"
    case .source: "a source-ref that names an image, without \"..\" and not an absolute path"
    case .attributeName: "boxes under a name without -ref, masks under one with it"
    case .pairing: "one objects entry with a confidence per box, every class in class-map, one size"
    case .boxPlace: "boxes inside the image and larger than one pixel"
    case .classIDs: "class ids from 0 without gaps"
    case .labelWidth: "no more boxes in an image than label_width has room for"
    case .dateForm: "creation-date with a fraction and without a zone"
    case .humanAnnotated: "human-annotated as \"yes\" or \"no\""
    case .unlabelled: "every line has the attribute"
    case .mixed: "one label attribute per line, of one kind, and images in one bucket"
    case .length: "at most 100000 characters a line and 20000 an attribute"
    case .confidence: "confidence from 0 to 1; zeros throughout mean not measured"
    case .colons: "no colon in the names of masks"
    case .colorMap: "a colour for each class of a mask, and BACKGROUND as class 0"
    case .picture: "pictures that can be read, JPEG where there are masks"
    case .imageSize: "image_size as large as the picture"
    case .channels: "pictures of three channels of 8 bits under boxes"
    case .orientation: "boxes and masks in the frame that the consumer sees"
    case .exif: "pictures that are stored upright, since some consumers ignore EXIF"
    case .maskForm: "masks of one channel, as large as their images, with known values"
    case .maskColors: "masks whose colours are those of their classes"
    case .pairs: "a picture and an annotation of the same name in every pair of folders"
    case .labelMap: "a label map from training labels to pixel values, not the reverse"
    }
  }

  package var isWarning: Bool { self == .exif }

  package var repair: String {
    switch self {
    case .lineForm, .pairing, .dateForm, .humanAnnotated, .colons, .colorMap, .maskColors:
      "export --repair writes the lines and masks anew, in the documented form"
    case .attributeName: "export --attribute gives it another name"
    case .boxPlace: "export --repair keeps boxes inside; correct those that are too small"
    case .classIDs: "export --format object-detection numbers the classes without gaps"
    case .labelWidth: "raise label_width"
    case .unlabelled: "export leaves out what has no answer, unless --unlabelled is given"
    case .mixed: "export --single writes one attribute; --prefix one bucket"
    case .picture, .channels, .exif:
      "export --format segmentation or object-detection writes such pictures anew: upright, of "
        + "three channels"
    case .orientation: "export writes upright boxes and masks, --frame stored the other way"
    case .imageSize:
      "put the pictures here that were labelled; what was drawn on a scaled one is not right"
    case .maskForm, .labelMap, .pairs:
      "export --format segmentation writes masks, pictures and label map that belong together"
    case .source, .length, .confidence: ""
    }
  }

  /// What has to be there for it to be checked.
  package enum Evidence: Sendable {
    /// The manifest or the annotation files.
    case text
    /// The pictures.
    case pictures
    /// The pictures, or what a project keeps of them.
    case knownPictures
    /// The masks.
    case masks
    /// A folder as the built-in algorithms read it.
    case folder
  }

  /// What it is checked by.
  package var evidence: Evidence {
    switch self {
    case .picture, .channels: .pictures
    case .imageSize, .orientation, .exif: .knownPictures
    case .maskForm, .maskColors: .masks
    case .pairs, .labelMap: .folder
    default: .text
    }
  }
}
