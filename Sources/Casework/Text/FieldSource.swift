/// Where the fields of a schema come from: an object that was parsed, or the bytes of its one encoding.
///
/// Fields are asked for in the order of the schema, and what is not there in that form is an error; so a
/// schema written once against this reads an event's object and a manifest's line alike.
package protocol FieldSource {
  /// The next field, a string.
  mutating func string(_ key: String) throws(UnexpectedJSON) -> String
  /// The next field, an integer.
  mutating func integer(_ key: String) throws(UnexpectedJSON) -> Int64
  /// The next field, true or false.
  mutating func bool(_ key: String) throws(UnexpectedJSON) -> Bool
  /// The next field, 32 hexadecimal digits.
  mutating func identifier<Tag>(_ key: String) throws(UnexpectedJSON) -> Identifier<Tag>
  /// The next field, 64 hexadecimal digits.
  mutating func hash(_ key: String) throws(UnexpectedJSON) -> ContentHash
  /// The next field, a shelf: 63 bits as 16 hexadecimal digits.
  mutating func shelf(_ key: String) throws(UnexpectedJSON) -> Int64
  /// The next field, an object that `element` reads whole.
  mutating func nested<Element>(
    _ key: String, _ element: (inout Self) throws(UnexpectedJSON) -> Element
  ) throws(UnexpectedJSON) -> Element
  /// The next field, an array of objects, each read whole by `element`.
  mutating func list<Element>(
    _ key: String, _ element: (inout Self) throws(UnexpectedJSON) -> Element
  ) throws(UnexpectedJSON) -> [Element]
}

extension JSONFields: FieldSource {}

extension FieldSource {
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
}
