/// Writes one object of the ``StrictJSON`` profile member by member, without a ``JSONValue`` in between.
///
/// For note headers, of which an import writes a hundred thousand: half the time of the general writer.
/// The caller's code is the schema, so keys are plain, distinct and in order by its being written so.
struct StrictJSONObjectWriter {
  private(set) var bytes: [UInt8] = []
  private var isFirst = true

  init() {
    bytes.reserveCapacity(640)
    bytes.append(UInt8(ascii: "{"))
  }

  /// The object, complete.
  consuming func finished() -> [UInt8] {
    bytes.append(UInt8(ascii: "}"))
    return bytes
  }

  mutating func append(_ key: String, _ text: String) {
    begin(key)
    bytes.appendStrictJSON(text)
  }

  mutating func append(_ key: String, ifPresent text: String?) {
    if let text { append(key, text) }
  }

  mutating func append<Tag>(_ key: String, _ identifier: Identifier<Tag>) {
    begin(key)
    bytes.append(UInt8(ascii: "\""))
    identifier.writeHexadecimal(to: &bytes)
    bytes.append(UInt8(ascii: "\""))
  }

  mutating func append(_ key: String, _ moment: Moment) {
    begin(key)
    bytes.append(UInt8(ascii: "\""))
    moment.write(to: &bytes)
    bytes.append(UInt8(ascii: "\""))
  }

  /// For numbers far below 2^53: versions and offsets.
  mutating func append(_ key: String, _ number: Int) {
    begin(key)
    bytes += String(number).utf8
  }

  /// True, or nothing.
  mutating func append(_ key: String, ifTrue flag: Bool) {
    guard flag else { return }
    begin(key)
    bytes += "true".utf8
  }

  /// An object inside this one.
  mutating func append(_ key: String, _ write: (inout StrictJSONObjectWriter) -> Void) {
    begin(key)
    bytes.append(UInt8(ascii: "{"))
    isFirst = true
    write(&self)
    bytes.append(UInt8(ascii: "}"))
    isFirst = false
  }

  private mutating func begin(_ key: String) {
    let key = key.utf8.span
    let startsObject = isFirst
    isFirst = false
    bytes.append(addingCapacity: key.count + 4) { output in
      if !startsObject { output.append(UInt8(ascii: ",")) }
      output.append(UInt8(ascii: "\""))
      for index in key.indices { output.append(key[index]) }
      output.append(UInt8(ascii: "\""))
      output.append(UInt8(ascii: ":"))
    }
  }
}
