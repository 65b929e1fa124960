/// What a trainer refuses or silently misreads in an export, beyond what one service has names for.
///
/// Sources: SageMaker developer guide (`augmented-manifest`, `object-detection`,
/// `semantic-segmentation`, `sms-input-data-input-manifest`, `sms-reusing-data`) and readers that
/// unpack lines strictly.
package enum TrainingRule: String, Hashable, Sendable, CaseIterable {
  case lineForm = "LINE_FORM"
  case attributeName = "ATTRIBUTE_NAME"
  case pairing = "PAIRING"
  case boxPlace = "BOX_PLACE"
  case classIDs = "CLASS_IDS"
  case dateForm = "DATE_FORM"
  case humanAnnotated = "HUMAN_ANNOTATED"
  case unlabelled = "UNLABELLED"
  case mixed = "MIXED"
  case length = "LENGTH"
  case confidence = "CONFIDENCE"
  case colons = "COLONS"
  case orientation = "ORIENTATION"
  case maskForm = "MASK_FORM"
  case labelMap = "LABEL_MAP"

  /// What it asks.
  package var title: String {
    switch self {
    case .lineForm: "one compact JSON object per line, without byte order mark, blanks and NaN"
    case .attributeName: "boxes under a name without -ref, masks under one with it"
    case .pairing: "one objects entry with a confidence per box, every class in class-map, one size"
    case .boxPlace: "boxes inside the image and larger than one pixel"
    case .classIDs: "class ids from 0 without gaps"
    case .dateForm: "creation-date with a fraction and without a zone"
    case .humanAnnotated: "human-annotated as \"yes\" or \"no\""
    case .unlabelled: "every line has the attribute"
    case .mixed: "one label attribute per line, of one kind, and images in one bucket"
    case .length: "at most 100000 characters a line and 20000 an attribute"
    case .confidence: "confidence from 0 to 1; zeros throughout mean not measured"
    case .colons: "no colon in the names of masks"
    case .orientation: "boxes in the frame that the consumer sees"
    case .maskForm: "masks of one channel, background 0, as large as their images"
    case .labelMap: "a label map from training labels to pixel values, not the reverse"
    }
  }
}
