/// Takes an object apart in the order its schema fixes, and refuses everything else.
///
/// Members are asked for one after the other; a key that is missing, unknown or out of order is an
/// error, so that a decoder written as a list of reads accepts exactly what its encoder writes. End
/// with ``finish()``, or what stands after the last read goes unnoticed.
///
/// ```swift
/// var fields = try JSONFields(of: value)
/// let kind = try fields.string("kind")
/// let title = try fields.optionalString("title")
/// try fields.finish()
/// ```
package struct JSONFields {
  private let members: [JSONObject.Member]
  private var next = 0

  package init(of value: JSONValue) throws(UnexpectedJSON) {
    guard case .object(let object) = value else { throw .notAnObject }
    self.init(of: object)
  }

  package init(of object: JSONObject) { members = object.members }

  /// The key that is read next, for schemas in which one key decides what follows.
  package var nextKey: String? { next < members.count ? members[next].key : nil }

  /// Whether this very key is next. Bytes are compared as well as characters: to Swift, "K" and the
  /// Kelvin sign are one, and what is signed would have two encodings. For keys of ASCII, as all are,
  /// the same number of bytes is the same bytes.
  package func isNext(_ key: String) -> Bool {
    guard let found = nextKey else { return false }
    return found.utf8.count == key.utf8.count && found == key
  }

  /// The next field, which must have this key. Throws ``UnexpectedJSON``, as all of these do.
  package mutating func value(_ key: String) throws(UnexpectedJSON) -> JSONValue {
    guard let value = optionalValue(key) else { throw .expected(key: key, found: nextKey) }
    return value
  }

  /// The value if this key is next, else nothing is read.
  package mutating func optionalValue(_ key: String) -> JSONValue? {
    guard isNext(key) else { return nil }
    next += 1
    return members[next - 1].value
  }

  /// The next field, a string.
  package mutating func string(_ key: String) throws(UnexpectedJSON) -> String {
    guard let text = try value(key).string else { throw .wrongType(key: key) }
    return text
  }

  /// The next field where it has this key; else nil, and nothing is taken.
  package mutating func optionalString(_ key: String) throws(UnexpectedJSON) -> String? {
    isNext(key) ? try string(key) : nil
  }

  /// The next field, an integer.
  package mutating func integer(_ key: String) throws(UnexpectedJSON) -> Int64 {
    guard let number = try value(key).integer else { throw .wrongType(key: key) }
    return number
  }

  /// An integer where the next field has this key; else nil, and nothing is taken.
  package mutating func optionalInteger(_ key: String) throws(UnexpectedJSON) -> Int64? {
    isNext(key) ? try integer(key) : nil
  }

  /// The next field, true or false.
  package mutating func bool(_ key: String) throws(UnexpectedJSON) -> Bool {
    guard case .bool(let flag) = try value(key) else { throw .wrongType(key: key) }
    return flag
  }

  /// The next field, an array.
  package mutating func array(_ key: String) throws(UnexpectedJSON) -> [JSONValue] {
    guard let elements = try value(key).array else { throw .wrongType(key: key) }
    return elements
  }

  /// The next field, an object.
  package mutating func object(_ key: String) throws(UnexpectedJSON) -> JSONObject {
    guard let object = try value(key).object else { throw .wrongType(key: key) }
    return object
  }

  /// The fields of an object inside this one, if the key is next.
  package mutating func optionalFields(_ key: String) throws(UnexpectedJSON) -> JSONFields? {
    nextKey == key ? JSONFields(of: try object(key)) : nil
  }

  /// Refuses members that nobody asked for.
  package func finish() throws(UnexpectedJSON) {
    if let key = nextKey { throw .unknown(key: key) }
  }
}

/// What a schema did not find in well-formed JSON.
package enum UnexpectedJSON: Error, Hashable, Sendable {
  case notAnObject
  case expected(key: String, found: String?)
  case unknown(key: String)
  case wrongType(key: String)
  /// The type is right, but the value is none that the schema knows.
  case unknownValue(key: String)
}
