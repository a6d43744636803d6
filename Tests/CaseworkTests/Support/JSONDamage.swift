@testable import Casework

/// Every way in which one field of some JSON can be wrong, each alone: for tests that a strict decoder
/// refuses all of them.
struct JSONDamage: Sendable, CustomStringConvertible {
  /// What was done, and to which key.
  let description: String
  let text: String

  static func all(of value: JSONValue) -> [JSONDamage] {
    damages(of: value, at: "").map { JSONDamage(description: $0.0, text: text(of: $0.1)) }
  }

  private static func damages(of value: JSONValue, at path: String) -> [(String, JSONValue)] {
    switch value {
    case .object(let object): damages(of: object.members, at: path)
    case .array(let elements): damages(of: elements, at: path)
    default: []
    }
  }

  private static func damages(
    of members: [JSONObject.Member], at path: String
  ) -> [(String, JSONValue)] {
    var found: [(String, JSONValue)] = []
    func add(_ what: String, _ members: [JSONObject.Member]) {
      found.append((what, .object(JSONObject(members.map { ($0.key, $0.value) }))))
    }
    let stranger = JSONObject.Member(key: "stranger", value: 1)
    add("unknown first \(path)", [stranger] + members)
    add("unknown last \(path)", members + [stranger])
    if members.count > 1 { add("out of order \(path)", [members[1], members[0]] + members[2...]) }
    for (index, member) in members.enumerated() {
      let name = "\(path)/\(member.key)"
      func replace(_ what: String, _ others: [JSONObject.Member]) {
        add("\(what) \(name)", Array(members[..<index]) + others + members[(index + 1)...])
      }
      replace("missing", [])
      replace("twice", [member, member])
      replace("renamed", [.init(key: member.key + "s", value: member.value)])
      for wrong in wrongValues(for: member.value) {
        replace("wrong value", [.init(key: member.key, value: wrong)])
      }
      for (what, damaged) in damages(of: member.value, at: name) {
        add(
          what,
          members[..<index] + [.init(key: member.key, value: damaged)] + members[(index + 1)...])
      }
    }
    return found
  }

  private static func damages(
    of elements: [JSONValue], at path: String
  ) -> [(String, JSONValue)] {
    elements.indices.flatMap { index -> [(String, JSONValue)] in
      func replaced(by value: JSONValue) -> JSONValue {
        var changed = elements
        changed[index] = value
        return .array(changed)
      }
      let wrong = wrongValues(for: elements[index]).map {
        ("wrong value \(path)", replaced(by: $0))
      }
      return wrong
        + damages(of: elements[index], at: "\(path)[\(index)]").map { ($0.0, replaced(by: $0.1)) }
    }
  }

  /// Other types, and values that no field of an event has.
  private static func wrongValues(for value: JSONValue) -> [JSONValue] {
    switch value {
    case .string: ["", "?", 7, true, [], [:]]
    case .integer: [-1, 9_007_199_254_740_992, "7", true]
    case .bool: ["true", 1]
    case .array: [[:], "", 0]
    case .object: [[], "", 0]
    case .double, .null: []
    }
  }

  /// Writes whatever it is given, unlike the strict writer.
  private static func text(of value: JSONValue) -> String {
    switch value {
    case .object(let object):
      "{" + object.members.map { "\"\($0.key)\":\(text(of: $0.value))" }.joined(separator: ",")
        + "}"
    case .array(let elements): "[" + elements.map(text).joined(separator: ",") + "]"
    case .string(let text): "\"\(text)\""
    case .integer(let number): "\(number)"
    case .bool(let flag): "\(flag)"
    case .double, .null: "null"
    }
  }
}
