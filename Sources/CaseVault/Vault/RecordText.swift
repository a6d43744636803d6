import Casework

/// What the records are that lie in envelopes beside the notes: their headers, in strict JSON.
enum RecordText {
  /// What a record is of. A note's header has no such word.
  enum Kind: String {
    case member
    case client
    case checkpointKey = "checkpoint-key"
    /// Why something was done, in somebody's own words, which are the body.
    case reason
  }

  static func member(named name: String) throws -> [UInt8] { try named(.member, name) }
  static func client(named name: String) throws -> [UInt8] { try named(.client, name) }
  static let reason = Array(#"{"record":"reason"}"#.utf8)
  static let checkpointKey = Array(#"{"record":"checkpoint-key"}"#.utf8)

  /// What a header is of; nil for a note's, and for what is no header.
  static func kind(of header: [UInt8]) -> Kind? {
    guard let value = try? StrictJSON.parse(header), var fields = try? JSONFields(of: value),
      let word = try? fields.string("record")
    else { return nil }
    return Kind(rawValue: word)
  }

  /// The name in a record of this kind. Throws ``UnexpectedJSON`` for another kind's header.
  static func name(of kind: Kind, in header: [UInt8]) throws -> String {
    var fields = try JSONFields(of: try StrictJSON.parse(header))
    guard try fields.string("record") == kind.rawValue else {
      throw UnexpectedJSON.unknownValue(key: "record")
    }
    let name = try fields.string("name")
    try fields.finish()
    return name
  }

  /// The same, where a record that its author's program wrote wrongly counts as damaged: it cannot be shown.
  static func name(
    of kind: Kind, in header: [UInt8], at place: IntegrityFault.Place
  ) throws(IntegrityFault) -> String {
    do {
      return try name(of: kind, in: header)
    } catch {
      throw IntegrityFault(.textDamaged, at: place)
    }
  }

  private static func named(_ kind: Kind, _ name: String) throws -> [UInt8] {
    try StrictJSON.write(
      JSONObject([("record", .string(kind.rawValue)), ("name", .string(name))]))
  }
}
