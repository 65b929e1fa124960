extension InterchangeError.Reason: CustomStringConvertible {
  /// The reason in words, without control characters.
  package var description: String { PrintableMessage.text(of: self) }

  /// What to do about it; nil when the reason says it all.
  package var hint: String? {
    switch self {
    case .alreadyExists: "choose another name, or replace it with --force"
    case .notARegularFile: "name a file that may be written"
    case .severalJobs: "give the folder of one job"
    case .noAnswers: "give the folder that holds iteration-1/<id>/<time>.json"
    case .longLine, .longAttribute: "it was read, but cannot be fed into a Ground Truth job"
    case .blankLine: "it was skipped and not counted as an object"
    case .invalidUTF8: "save the file as UTF-8"
    case .countMismatch: "every box needs one entry in objects, in the same order"
    case .unknownClass: "add the class to class-map"
    case .emptyBox: "the box was left out"
    case .json(.unexpected), .json(.endsEarly): "each record must be one complete JSON object"
    default: nil
    }
  }
}

/// The words for each reason, with everything quoted from files escaped.
private enum PrintableMessage {
  static func text(of reason: InterchangeError.Reason) -> String {
    fileText(of: reason) ?? valueText(of: reason) ?? recordText(of: reason)
  }

  private static func quoted(_ text: String) -> String {
    "\"" + PrintableText.escaping(text) + "\""
  }

  private static func fileText(of reason: InterchangeError.Reason) -> String? {
    switch reason {
    case .system(let operation, _, let message): "cannot \(operation): \(message)"
    case .alreadyExists: "the file exists already"
    case .notARegularFile: "it is a device, a pipe or a folder, not a file"
    case .illegalPath: "the path is empty or holds a zero byte"
    case .fileTooLarge(let limit): "the file is larger than \(limit) bytes"
    case .severalJobs(let folders):
      "answers of several jobs: " + folders.map(quoted).joined(separator: ", ")
    case .noAnswers: "no worker answers found"
    case .lineTooLong(let limit): "the line is longer than \(limit) bytes"
    case .longLine(let count): "the line has \(count) characters; Ground Truth takes 100000"
    case .longAttribute(let name, let count):
      "\(quoted(name)) has \(count) characters; Ground Truth takes 20000"
    case .blankLine: "the line is blank"
    case .invalidUTF8: "not UTF-8"
    case .json(let problem): text(of: problem)
    default: nil
    }
  }

  private static func valueText(of reason: InterchangeError.Reason) -> String? {
    switch reason {
    case .missingKey(let key): "\(quoted(key)) is missing"
    case .duplicateKey(let key): "\(quoted(key)) is given twice"
    case .wrongType(let key, let expected, let found):
      "\(quoted(key)) must be \(expected), not \(found)"
    case .outOfRange(let key, let value, let expected):
      "\(quoted(key)) is \(PrintableText.escaping(value)), expected \(expected)"
    case .severalSources: "both \"source\" and \"source-ref\" are given"
    case .illegalSource(let key, let text, let why):
      "\(quoted(key)) \(quoted(text)) is refused: \(why)"
    case .illegalName(let key, let text):
      "\(quoted(key)) \(quoted(text)) is empty or holds control characters"
    case .unreadableDate(let key, let text): "\(quoted(key)) \(quoted(text)) is not a known date"
    default: nil
    }
  }

  private static func recordText(of reason: InterchangeError.Reason) -> String {
    switch reason {
    case .countMismatch(let name, let boxes, let confidences):
      "\(quoted(name)) has \(boxes) annotations but \(confidences) objects"
    case .unknownClass(let name, let id): "\(quoted(name)) uses class \(id), which has no name"
    case .conflictingClass(let index, let first, let second):
      "class \(index) is both \(quoted(first)) and \(quoted(second))"
    case .emptyBox(let name, let number): "box \(number) of \(quoted(name)) encloses no area"
    case .boxOutside(let name, let number): "box \(number) of \(quoted(name)) is outside the image"
    case .unreadablePicture(let why): "the mask cannot be used: \(PrintableText.escaping(why))"
    case .maskValuesWrong: "the values of the mask contradict its colours; the colours were taken"
    case .maskColorsUnknown(let count):
      "the mask has \(count) values or colours that no class has; they became background"
    case .answerElsewhere(let address): "the answer lies in another file, \(quoted(address))"
    case .duplicateLabel(let name): "label \(quoted(name)) is listed twice"
    default: ""
    }
  }

  private static func text(of problem: InterchangeError.JSONProblem) -> String {
    switch problem {
    case .endsEarly: "the JSON ends early"
    case .unexpected(let found, let expected): "\(expected) expected, found \(quoted(found))"
    case .controlCharacter(let byte): "control character \(byte) inside a string"
    case .badEscape: "unknown escape in a string"
    case .loneSurrogate: "half a surrogate pair in a string"
    case .badNumber: "not a JSON number"
    case .numberTooLarge: "the number is too large"
    case .tooDeep(let limit): "nested deeper than \(limit) levels"
    case .stringTooLong(let limit): "a string is longer than \(limit) bytes"
    }
  }
}
