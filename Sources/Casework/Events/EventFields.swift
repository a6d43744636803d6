// How identifiers, hashes and moments stand in events.

extension JSONFields {
  /// The next field, a time in the one time form.
  package mutating func moment(_ key: String) throws(UnexpectedJSON) -> Moment {
    guard let moment = Moment(try string(key)) else { throw .unknownValue(key: key) }
    return moment
  }

  /// The next field, an identifier: 32 hexadecimal digits.
  package mutating func identifier<Tag>(_ key: String) throws(UnexpectedJSON) -> Identifier<Tag> {
    do {
      return try Identifier<Tag>(hexadecimal: try string(key))
    } catch let error as UnexpectedJSON {
      throw error
    } catch {
      throw .unknownValue(key: key)
    }
  }

  package mutating func hash(_ key: String) throws(UnexpectedJSON) -> ContentHash {
    do {
      return try ContentHash(hexadecimal: try string(key))
    } catch let error as UnexpectedJSON {
      throw error
    } catch {
      throw .unknownValue(key: key)
    }
  }

  /// A shelf: 63 bits, written as sixteen hexadecimal digits because JSON holds only 53 safely.
  package mutating func shelf(_ key: String) throws(UnexpectedJSON) -> Int64 {
    let bytes = try bytes(key)
    guard bytes.count == 8, let shelf = Int64(exactly: UInt64(bigEndianBytes: bytes)) else {
      throw .unknownValue(key: key)
    }
    return shelf
  }

  /// The next field, bytes as hexadecimal of any length.
  package mutating func bytes(_ key: String) throws(UnexpectedJSON) -> [UInt8] {
    guard let bytes = Hexadecimal.bytes(of: try string(key)) else { throw .unknownValue(key: key) }
    return bytes
  }

  /// A number from zero up that fits the wanted type.
  package mutating func count<Number: FixedWidthInteger>(
    _ key: String, as type: Number.Type = Number.self
  ) throws(UnexpectedJSON) -> Number {
    guard let number = Number(exactly: try integer(key)), number >= 0 else {
      throw .unknownValue(key: key)
    }
    return number
  }

  /// The next field, a link: number and hash of an entry.
  package mutating func link(_ key: String) throws(UnexpectedJSON) -> Link {
    try nested(key) { (fields) throws(UnexpectedJSON) in
      Link(sequence: try fields.count("entry"), hash: try fields.hash("hash"))
    }
  }

  /// An array of objects, each read whole by `element`.
  package mutating func list<Element>(
    _ key: String, _ element: (inout JSONFields) throws(UnexpectedJSON) -> Element
  ) throws(UnexpectedJSON) -> [Element] {
    var elements: [Element] = []
    for value in try array(key) {
      var fields = try JSONFields(of: value)
      elements.append(try element(&fields))
      try fields.finish()
    }
    return elements
  }

  /// The next field, an object that `element` reads whole.
  package mutating func nested<Element>(
    _ key: String, _ element: (inout JSONFields) throws(UnexpectedJSON) -> Element
  ) throws(UnexpectedJSON) -> Element {
    var fields = JSONFields(of: try object(key))
    let value = try element(&fields)
    try fields.finish()
    return value
  }
}

extension JSONObject {
  /// Writes an identifier as 32 hexadecimal digits.
  package mutating func append<Tag>(_ key: String, _ identifier: Identifier<Tag>) {
    append(key, .string(identifier.hexadecimal))
  }

  /// Writes a hash as 64 hexadecimal digits.
  package mutating func append(_ key: String, _ hash: ContentHash) {
    append(key, .string(hash.hexadecimal))
  }

  /// Writes a time in the one time form.
  package mutating func append(_ key: String, _ moment: Moment) {
    append(key, .string(moment.text))
  }

  /// Counts stay far below 2^53; one that does not has no encoding and is refused by the writer.
  package mutating func append(count key: String, _ number: some FixedWidthInteger) {
    append(key, .integer(Int64(clamping: number)))
  }

  /// Writes a shelf as 16 hexadecimal digits.
  package mutating func append(shelf key: String, _ shelf: Int64) {
    append(key, .string(Hexadecimal.text(of: UInt64(bitPattern: shelf).bigEndianBytes)))
  }

  /// Writes a link as number and hash.
  package mutating func append(_ key: String, _ link: Link) {
    var object = JSONObject()
    object.append(count: "entry", link.sequence)
    object.append("hash", link.hash)
    append(key, .object(object))
  }

  /// Writes a list of objects, each by `write`.
  package mutating func append<Element>(
    list key: String, _ elements: [Element], _ write: (Element, inout JSONObject) -> Void
  ) {
    append(
      key,
      .array(
        elements.map { element in
          var object = JSONObject()
          write(element, &object)
          return .object(object)
        }))
  }
}

extension JSONObject {
  /// Writes one object by `write`.
  package mutating func append(nested key: String, _ write: (inout JSONObject) -> Void) {
    var object = JSONObject()
    write(&object)
    append(key, .object(object))
  }
}
