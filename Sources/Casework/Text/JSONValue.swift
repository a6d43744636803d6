/// A JSON value (RFC 8259) that keeps the order of an object's members.
///
/// Log events and note headers use the strict profile of ``StrictJSON``, which knows neither
/// ``double(_:)`` nor ``null``: a float has many spellings and a null is a second way to leave a key
/// out, and both would break "one value, one encoding". Those two cases exist for ``LenientJSON``,
/// which reads other people's files, and for ``JSONOutput``.
package enum JSONValue: Sendable, Hashable {
  case object(JSONObject)
  case array([JSONValue])
  case string(String)
  case integer(Int64)
  case bool(Bool)
  /// A number with a fraction or exponent, or an integer that needs more than 64 bits.
  case double(Double)
  case null

  /// The text, if this is a string.
  package var string: String? {
    if case .string(let text) = self { text } else { nil }
  }

  /// The number, if this is an integer.
  package var integer: Int64? {
    if case .integer(let number) = self { number } else { nil }
  }

  /// The members, if this is an object.
  package var object: JSONObject? {
    if case .object(let object) = self { object } else { nil }
  }

  /// The elements, if this is an array.
  package var array: [JSONValue]? {
    if case .array(let elements) = self { elements } else { nil }
  }
}

// Literals let a schema be written as it will stand in the log.
extension JSONValue: ExpressibleByStringLiteral, ExpressibleByIntegerLiteral,
  ExpressibleByBooleanLiteral, ExpressibleByArrayLiteral, ExpressibleByDictionaryLiteral
{
  package init(stringLiteral value: String) { self = .string(value) }
  package init(integerLiteral value: Int64) { self = .integer(value) }
  package init(booleanLiteral value: Bool) { self = .bool(value) }
  package init(arrayLiteral elements: JSONValue...) { self = .array(elements) }
  package init(dictionaryLiteral elements: (String, JSONValue)...) {
    self = .object(JSONObject(elements))
  }
}
