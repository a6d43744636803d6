/// The members of a JSON object in the order in which they stand.
///
/// The order is the schema's: ``StrictJSON`` writes members as given and ``JSONFields`` demands them
/// in that order, so that one value has exactly one encoding. Readers refuse duplicate keys; a caller
/// who appends one twice is refused by the writer.
package struct JSONObject: Sendable, Hashable {
  /// One key with its value.
  package struct Member: Sendable, Hashable {
    package let key: String
    package let value: JSONValue
  }

  package private(set) var members: [Member]

  package init() { members = [] }

  package init(_ pairs: [(String, JSONValue)]) {
    members = pairs.map { Member(key: $0.0, value: $0.1) }
  }

  /// The value under a key, or nil. Linear: objects here have a dozen members.
  package subscript(key: String) -> JSONValue? {
    members.first { $0.key == key }?.value
  }

  /// Adds a member at the end.
  package mutating func append(_ key: String, _ value: JSONValue) {
    // An entry or header has about a dozen members; growing by doubling would copy them four times.
    if members.isEmpty { members.reserveCapacity(12) }
    members.append(Member(key: key, value: value))
  }

  /// Adds a member at the end, or nothing: an absent key is the one way to say "none".
  package mutating func append(_ key: String, ifPresent value: JSONValue?) {
    if let value { append(key, value) }
  }

  /// The first key that occurs twice, if any.
  ///
  /// A few keys are compared pairwise, which is faster than hashing; many go through a set, so that a
  /// hostile line of a million keys costs linear time.
  func firstDuplicateKey() -> String? {
    if members.count > 40 {
      var seen: Set<String> = []
      return members.first { !seen.insert($0.key).inserted }?.key
    }
    for later in members.indices {
      for earlier in 0..<later where members[earlier].key == members[later].key {
        return members[later].key
      }
    }
    return nil
  }
}
