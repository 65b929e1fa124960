/// A rule of Rekognition Custom Labels about manifests, by the service's own name.
///
/// Names and meanings: Custom Labels guide, `tm-debugging-json-line-errors`,
/// `tm-debugging-aggregate-errors`, `debugging-datasets-terminal-errors`, `limits`.
package enum RekognitionRule: String, Hashable, Sendable, CaseIterable, PreflightRule {
  // One line.
  case missingSourceRef = "ERROR_MISSING_SOURCE_REF"
  case invalidSourceRefFormat = "ERROR_INVALID_SOURCE_REF_FORMAT"
  case noLabelAttributes = "ERROR_NO_LABEL_ATTRIBUTES"
  case invalidLabelAttributeFormat = "ERROR_INVALID_LABEL_ATTRIBUTE_FORMAT"
  case invalidMetadataFormat = "ERROR_INVALID_LABEL_ATTRIBUTE_METADATA_FORMAT"
  case noValidLabelAttributes = "ERROR_NO_VALID_LABEL_ATTRIBUTES"
  case missingConfidence = "ERROR_MISSING_BOUNDING_BOX_CONFIDENCE"
  case missingClassMapID = "ERROR_MISSING_CLASS_MAP_ID"
  case invalidJSONLine = "ERROR_INVALID_JSON_LINE"
  case invalidImage = "ERROR_INVALID_IMAGE"
  case invalidImageDimension = "ERROR_INVALID_IMAGE_DIMENSION"
  case invalidBox = "ERROR_INVALID_BOUNDING_BOX"
  case noValidAnnotations = "ERROR_NO_VALID_ANNOTATIONS"
  case boxTooSmall = "ERROR_BOUNDING_BOX_TOO_SMALL"
  case tooManyBoxes = "ERROR_TOO_MANY_BOUNDING_BOXES"
  case unsupportedType = "ERROR_UNSUPPORTED_USE_CASE_TYPE"
  case invalidLabelNameLength = "ERROR_INVALID_LABEL_NAME_LENGTH"
  case unannotatedRecord = "WARNING_UNANNOTATED_RECORD"
  case noAnnotations = "WARNING_NO_ANNOTATIONS"
  case noAttributeAnnotations = "WARNING_NO_ATTRIBUTE_ANNOTATIONS"
  // The whole manifest.
  case tooManyInvalidRows = "ERROR_TOO_MANY_INVALID_ROWS_IN_MANIFEST"
  case severalBuckets = "ERROR_IMAGES_IN_MULTIPLE_S3_BUCKETS"
  case imagePermissions = "ERROR_INVALID_PERMISSIONS_IMAGES_S3_BUCKET"
  case imageBucketOwner = "ERROR_INVALID_IMAGES_S3_BUCKET_OWNER"
  case tooFewForAutosplit = "ERROR_INSUFFICIENT_IMAGES_PER_LABEL_FOR_AUTOSPLIT"
  case tooFewLabels = "ERROR_MANIFEST_TOO_FEW_LABELS"
  case tooManyLabels = "ERROR_MANIFEST_TOO_MANY_LABELS"
  case labelOverlap = "ERROR_INSUFFICIENT_LABEL_OVERLAP"
  case tooFewUsableLabels = "ERROR_MANIFEST_TOO_FEW_USABLE_LABELS"
  case usableLabelOverlap = "ERROR_INSUFFICIENT_USABLE_LABEL_OVERLAP"
  case imageCopy = "ERROR_FAILED_IMAGES_S3_COPY"
  // The file and the data set.
  case unsupportedFormat = "ERROR_MANIFEST_INACCESSIBLE_OR_UNSUPPORTED_FORMAT"
  case emptyManifest = "ERROR_EMPTY_MANIFEST"
  case manifestTooLarge = "ERROR_MANIFEST_SIZE_TOO_LARGE"
  case tooManyRows = "ERROR_MANIFEST_ROWS_EXCEEDS_MAXIMUM"
  case manifestPermissions = "ERROR_INVALID_PERMISSIONS_MANIFEST_S3_BUCKET"
  case outputBucket = "ERROR_CANNOT_WRITE_OUTPUT_S3_BUCKET"
  case tooManyRecordsInError = "ERROR_TOO_MANY_RECORDS_IN_ERROR"
  case tooFewForDistribute = "ERROR_INSUFFICIENT_IMAGES_PER_LABEL_FOR_DISTRIBUTE"

  /// Why nobody can know before the service is asked; nil for the rules that are checked here.
  package var whyNotOffline: String? {
    switch self {
    case .imagePermissions, .manifestPermissions:
      "only S3 knows who may read a bucket"
    case .imageBucketOwner: "only S3 knows who owns a bucket"
    case .outputBucket: "only S3 knows who may write to a bucket"
    case .imageCopy: "it happens while the service copies the images"
    default: nil
    }
  }

  package var repair: String {
    switch self {
    case .unsupportedFormat: "give the file a name that ends in .manifest"
    case .invalidSourceRefFormat, .severalBuckets:
      "export --prefix s3://bucket/ writes where the pictures will be"
    case .boxTooSmall: "export --repair leaves such boxes out"
    case .missingSourceRef, .noLabelAttributes, .invalidLabelAttributeFormat,
      .invalidMetadataFormat, .missingConfidence, .missingClassMapID, .invalidJSONLine,
      .unsupportedType:
      "export --format rekognition writes the lines anew, in the documented form"
    case .noValidLabelAttributes, .invalidImage, .invalidImageDimension, .invalidBox,
      .noValidAnnotations, .tooManyBoxes, .invalidLabelNameLength, .tooManyInvalidRows,
      .tooManyRecordsInError:
      "export --repair leaves out the lines that would be refused"
    case .tooFewForAutosplit, .tooFewForDistribute: "name a test set of your own with --test"
    case .tooManyLabels: "merge labels with plumbline label map"
    default: ""
    }
  }

  /// Whether it ignores a line without counting it as bad.
  package var isWarning: Bool { rawValue.hasPrefix("WARNING") }
}
