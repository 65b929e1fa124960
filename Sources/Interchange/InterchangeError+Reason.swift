extension InterchangeError {
  /// What can be wrong, as data, so that equal reasons can be counted.
  package enum Reason: Equatable, Sendable {
    /// The system refused an operation on the file; `message` is its own text.
    case system(operation: String, code: Int32, message: String)
    /// The file exists and nobody asked to replace it.
    case alreadyExists
    /// A file is to be replaced by one, but a device, a pipe or a folder has its name.
    case notARegularFile
    /// The path is empty or holds a zero byte.
    case illegalPath
    /// The file is larger than this reader takes, in bytes.
    case fileTooLarge(limit: Int)
    /// Two jobs' folders lie under the scanned one.
    case severalJobs([String])
    /// No worker answers lie under the scanned folder.
    case noAnswers

    /// A line is longer than this reader takes, in bytes.
    case lineTooLong(limit: Int)
    /// A line is longer than Ground Truth takes as input, in characters.
    case longLine(characters: Int)
    /// An attribute is longer than Ground Truth takes as input, in characters.
    case longAttribute(name: String, characters: Int)
    /// A line holds nothing.
    case blankLine
    /// Bytes that are not UTF-8.
    case invalidUTF8
    /// The text is not JSON, or exceeds a limit of the reader.
    case json(JSONProblem)

    /// A key that must be there is not.
    case missingKey(String)
    /// An object holds the same key twice, and readers differ in which one they take.
    case duplicateKey(String)
    /// A value is of another kind than its key demands.
    case wrongType(key: String, expected: String, found: String)
    /// A number is not in the range that its key allows.
    case outOfRange(key: String, value: String, expected: String)
    /// Both `source` and `source-ref` are given.
    case severalSources
    /// The address of an image that cannot be trusted or understood.
    case illegalSource(key: String, text: String, why: String)
    /// A name with control characters, or an empty one.
    case illegalName(key: String, text: String)
    /// A date that no known spelling fits.
    case unreadableDate(key: String, text: String)

    /// `objects` and `annotations` of an attribute differ in number.
    case countMismatch(attribute: String, boxes: Int, confidences: Int)
    /// A box names a class that `class-map` does not.
    case unknownClass(attribute: String, classID: Int)
    /// One class index has two names, or one name two indexes.
    case conflictingClass(index: Int, first: String, second: String)
    /// A box encloses no area; counted from 1.
    case emptyBox(attribute: String, number: Int)
    /// A box lies wholly outside its image; counted from 1.
    case boxOutside(attribute: String, number: Int)
    /// A mask picture cannot be decoded or encoded, in the codec's words.
    case unreadablePicture(String)
    /// The values of a mask's pixels contradict their colours; the colours were believed.
    case maskValuesWrong
    /// Values or colours of a mask that no class has; they count as background.
    case maskColorsUnknown(count: Int)
    /// An answer lies in another file, at this address.
    case answerElsewhere(String)
    /// A label is listed twice.
    case duplicateLabel(String)
  }

  /// Why bytes are not the JSON that this module reads.
  package enum JSONProblem: Equatable, Sendable {
    /// The text ends inside a value.
    case endsEarly
    /// Something else than JSON allows at this place.
    case unexpected(found: String, expected: String)
    /// A control character inside a string.
    case controlCharacter(UInt8)
    /// A backslash followed by something that JSON does not define.
    case badEscape
    /// Half of a surrogate pair without the other half.
    case loneSurrogate
    /// Digits that do not form a JSON number.
    case badNumber
    /// A number that no double can hold.
    case numberTooLarge
    /// More nested containers than the limit.
    case tooDeep(limit: Int)
    /// A string longer than the limit, in bytes.
    case stringTooLong(limit: Int)
  }
}
