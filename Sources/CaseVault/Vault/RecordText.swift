import Casework

/// The short sealed records beside notes: a name, a key. Headers of one strict form.
enum RecordText {
  static func member(named name: String) throws -> [UInt8] { try named("member", name) }
  static func client(named name: String) throws -> [UInt8] { try named("client", name) }
  static let checkpointKey = Array(#"{"record":"checkpoint-key"}"#.utf8)

  /// The name in a record of this kind. Throws ``UnexpectedJSON`` for another kind's header.
  static func name(of kind: String, in header: [UInt8]) throws -> String {
    var fields = try JSONFields(of: try StrictJSON.parse(header))
    guard try fields.string("record") == kind else {
      throw UnexpectedJSON.unknownValue(key: "record")
    }
    let name = try fields.string("name")
    try fields.finish()
    return name
  }

  /// The same, where a record that its author's program wrote wrongly counts as damaged: it cannot be shown.
  static func name(
    of kind: String, in header: [UInt8], named notice: EnvelopeNotice
  ) throws(IntegrityFault) -> String {
    do {
      return try name(of: kind, in: header)
    } catch {
      throw IntegrityFault(.textDamaged, at: .envelope(notice))
    }
  }

  private static func named(_ kind: String, _ name: String) throws -> [UInt8] {
    try StrictJSON.write(JSONObject([("record", .string(kind)), ("name", .string(name))]))
  }
}
