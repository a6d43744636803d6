/// Reads the fields of a manifest's line straight from its bytes, in the order of the schema.
///
/// A manifest of four thousand case files has two million digits; as a tree of values first it would cost
/// ten times as much, and every device reads it. Since strict JSON has one encoding and a schema one order,
/// each byte between two values is known beforehand: accepted is exactly what ``StrictJSON`` and
/// ``JSONFields`` would accept together. Strings here are codes and digits, so none with an escape.
struct LineFields: FieldSource {
  private let text: [UInt8]
  /// Where the next byte is read.
  private(set) var position: Int
  private var isFirst = true

  /// Begins in front of an object.
  init(of text: [UInt8], at position: Int) throws(UnexpectedJSON) {
    self.text = text
    self.position = position
    guard takes(UInt8(ascii: "{")) else { throw .notAnObject }
  }

  /// Ends the object: nothing stands behind the last field that was asked for.
  mutating func finish() throws(UnexpectedJSON) {
    guard takes(UInt8(ascii: "}")) else { throw .notAnObject }
  }

  mutating func string(_ key: String) throws(UnexpectedJSON) -> String {
    try begin(key)
    guard takes(UInt8(ascii: "\"")) else { throw .wrongType(key: key) }
    let start = position
    while position < text.count, text[position].isPlainInStrictJSON { position += 1 }
    let value = text[start..<position]
    guard takes(UInt8(ascii: "\"")) else { throw .wrongType(key: key) }
    return String(decoding: value, as: UTF8.self)
  }

  mutating func integer(_ key: String) throws(UnexpectedJSON) -> Int64 {
    try begin(key)
    let isNegative = takes(UInt8(ascii: "-"))
    let start = position
    var magnitude: Int64 = 0
    // Sixteen digits cannot overflow 64 bits, and 2^53−1 has sixteen.
    while position < text.count, position - start < 16, let digit = text[position].decimalDigit {
      magnitude = magnitude * 10 + Int64(digit)
      position += 1
    }
    let digits = position - start
    guard digits > 0, text[start] != UInt8(ascii: "0") || (digits == 1 && !isNegative),
      magnitude <= StrictJSON.maximumInteger
    else { throw .unknownValue(key: key) }
    // A digit, dot or exponent behind is no comma and no bracket: what is read next refuses it.
    return isNegative ? -magnitude : magnitude
  }

  mutating func bool(_ key: String) throws(UnexpectedJSON) -> Bool {
    try begin(key)
    if takes("true") { return true }
    guard takes("false") else { throw .wrongType(key: key) }
    return false
  }

  mutating func identifier<Tag>(_ key: String) throws(UnexpectedJSON) -> Identifier<Tag> {
    try begin(key)
    return try quoted(key) { (digits) throws(UnexpectedJSON) in
      Identifier(high: try digits.word(of: key), low: try digits.word(of: key))
    }
  }

  mutating func hash(_ key: String) throws(UnexpectedJSON) -> ContentHash {
    try begin(key)
    return try quoted(key) { (digits) throws(UnexpectedJSON) in
      ContentHash(
        words: ContentHash.Words(
          first: try digits.word(of: key), second: try digits.word(of: key),
          third: try digits.word(of: key), fourth: try digits.word(of: key)))
    }
  }

  mutating func shelf(_ key: String) throws(UnexpectedJSON) -> Int64 {
    try begin(key)
    let word = try quoted(key) { (digits) throws(UnexpectedJSON) in try digits.word(of: key) }
    guard let shelf = Int64(exactly: word) else { throw .unknownValue(key: key) }
    return shelf
  }

  mutating func nested<Element>(
    _ key: String, _ element: (inout LineFields) throws(UnexpectedJSON) -> Element
  ) throws(UnexpectedJSON) -> Element {
    try begin(key)
    return try object(element)
  }

  mutating func list<Element>(
    _ key: String, _ element: (inout LineFields) throws(UnexpectedJSON) -> Element
  ) throws(UnexpectedJSON) -> [Element] {
    try begin(key)
    guard takes(UInt8(ascii: "[")) else { throw .wrongType(key: key) }
    var elements: [Element] = []
    if takes(UInt8(ascii: "]")) { return elements }
    repeat { elements.append(try object(element)) } while takes(UInt8(ascii: ","))
    guard takes(UInt8(ascii: "]")) else { throw .wrongType(key: key) }
    return elements
  }

  /// An object inside this one: its own first field has no comma before it.
  private mutating func object<Element>(
    _ element: (inout LineFields) throws(UnexpectedJSON) -> Element
  ) throws(UnexpectedJSON) -> Element {
    guard takes(UInt8(ascii: "{")) else { throw .notAnObject }
    isFirst = true
    let value = try element(&self)
    try finish()
    isFirst = false
    return value
  }

  /// The comma, the key and the colon in front of a value.
  private mutating func begin(_ key: String) throws(UnexpectedJSON) {
    let isThere =
      (isFirst || takes(UInt8(ascii: ","))) && takes(UInt8(ascii: "\"")) && takes(key)
      && takes(UInt8(ascii: "\"")) && takes(UInt8(ascii: ":"))
    guard isThere else { throw .expected(key: key, found: nil) }
    isFirst = false
  }

  private mutating func quoted<Value>(
    _ key: String, _ read: (inout LineFields) throws(UnexpectedJSON) -> Value
  ) throws(UnexpectedJSON) -> Value {
    guard takes(UInt8(ascii: "\"")) else { throw .wrongType(key: key) }
    let value = try read(&self)
    guard takes(UInt8(ascii: "\"")) else { throw .unknownValue(key: key) }
    return value
  }

  /// Sixteen digits.
  private mutating func word(of key: String) throws(UnexpectedJSON) -> UInt64 {
    guard position + 16 <= text.count, let word = Hexadecimal.word(of: text.span, at: position)
    else { throw .unknownValue(key: key) }
    position += 16
    return word
  }

  /// Steps over one byte if it is the one named.
  private mutating func takes(_ byte: UInt8) -> Bool {
    guard position < text.count, text[position] == byte else { return false }
    position += 1
    return true
  }

  /// Steps over a word of ASCII if it is the one named.
  private mutating func takes(_ word: String) -> Bool {
    var place = position
    for byte in word.utf8 {
      guard place < text.count, text[place] == byte else { return false }
      place += 1
    }
    position = place
    return true
  }
}
