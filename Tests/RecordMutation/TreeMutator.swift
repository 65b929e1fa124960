package import Interchange

/// Changes JSON documents as trees, seeded.
package struct TreeMutator {
  private let seeds: [JSONValue]
  private var generator: SplitMix64
  private let mildness: Double

  /// Prepares to change documents; throws for one that is no JSON.
  ///
  /// `mildness` is the share of changes after which a record is mostly still one, from 0 to 1.
  package init(
    seeds: [[UInt8]], seed: UInt64, mildness: Double = 0
  ) throws(InterchangeError) {
    self.mildness = mildness
    var trees: [JSONValue] = []
    for bytes in seeds {
      trees.append(try JSONValue(parsing: bytes, origin: RecordOrigin(file: "seed")))
    }
    self.seeds = trees
    generator = SplitMix64(seed: seed)
  }

  /// The bytes of one of the documents with one to three places changed; sometimes the bytes themselves are.
  package mutating func next() -> [UInt8] {
    var value = seeds[Int.random(in: 0..<seeds.count, using: &generator)]
    for _ in 0..<Int.random(in: 1...3, using: &generator) {
      let isMild = mildness > 0 && Double.random(in: 0..<1, using: &generator) < mildness
      value = isMild ? mild(value) : changed(value, depth: 0)
    }
    var writer = JSONWriter()
    writer.value(value)
    var bytes = writer.bytes
    switch Int.random(in: 0..<20, using: &generator) {
    case 0: bytes.insert(0xFF, at: Int.random(in: 0..<bytes.count, using: &generator))
    case 1: bytes.removeLast(Int.random(in: 1...min(9, bytes.count), using: &generator))
    default: break
    }
    return bytes
  }

  private mutating func changed(_ value: JSONValue, depth: Int) -> JSONValue {
    let goesDeeper = Int.random(in: 0..<8, using: &generator) > 0
    switch value {
    case .object(var members) where goesDeeper && !members.isEmpty:
      let index = Int.random(in: 0..<members.count, using: &generator)
      switch Int.random(in: 0..<10, using: &generator) {
      case 0: members.remove(at: index)
      case 1: members.append(members[index])
      case 2: members[index] = .init(key: strangeText(), value: members[index].value)
      default:
        members[index] = .init(
          key: members[index].key, value: changed(members[index].value, depth: depth + 1))
      }
      return .object(members)
    case .array(var elements) where goesDeeper && !elements.isEmpty:
      let index = Int.random(in: 0..<elements.count, using: &generator)
      switch Int.random(in: 0..<6, using: &generator) {
      case 0: elements.remove(at: index)
      case 1: elements.append(elements[index])
      default: elements[index] = changed(elements[index], depth: depth + 1)
      }
      return .array(elements)
    default: return strange(value)
    }
  }

  // MARK: Mild

  /// Another number or text, one more key or element, or another order of keys.
  private mutating func mild(_ value: JSONValue) -> JSONValue {
    switch value {
    case .object(var members) where !members.isEmpty:
      let index = Int.random(in: 0..<members.count, using: &generator)
      switch Int.random(in: 0..<8, using: &generator) {
      case 0: members.shuffle(using: &generator)
      case 1: members.append(.init(key: "備考 \(members.count)", value: .string("x")))
      default:
        members[index] = .init(key: members[index].key, value: mild(members[index].value))
      }
      return .object(members)
    case .array(var elements) where !elements.isEmpty:
      let index = Int.random(in: 0..<elements.count, using: &generator)
      if Bool.random(using: &generator) {
        elements[index] = mild(elements[index])
      } else {
        elements.append(elements[index])
      }
      return .array(elements)
    case .number(let number):
      let near = number.value + Double(Int.random(in: -2...2, using: &generator))
      return .number(.init(text: "\(near)", value: near))
    case .string(let text):
      return .string(text + (["x", "é", "鳥"].randomElement(using: &generator) ?? ""))
    default: return value
    }
  }

  // MARK: Strange

  private mutating func strange(_ value: JSONValue) -> JSONValue {
    switch Int.random(in: 0..<9, using: &generator) {
    case 0: return .null
    case 1: return .bool(Bool.random(using: &generator))
    case 2:
      let texts = ["-1", "0", "1e308", "123456789012345678901234567890", "0.5", "-0", "70000", "2"]
      let text = texts[Int.random(in: 0..<texts.count, using: &generator)]
      return .number(.init(text: text, value: Double(text) ?? 0))
    case 3: return .string(strangeText())
    case 4: return .array([value])
    case 5: return .object([.init(key: "x", value: value)])
    case 6:
      return (0..<Int.random(in: 1...80, using: &generator)).reduce(value) { inner, _ in
        .array([inner])
      }
    default: return value
    }
  }

  private mutating func strangeText() -> String {
    let texts = [
      "", "source-ref", "s3://b/../../etc/passwd", "/etc/passwd", "s3://b/%2e%2e/x", "\u{1B}[2J",
      "a\u{202E}b", "s3://", "-metadata", "x-metadata", "名前", String(repeating: "y", count: 300),
      "0", "yes",
    ]
    return texts[Int.random(in: 0..<texts.count, using: &generator)]
  }
}
