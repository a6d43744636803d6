@testable import Casework

// The word of somebody that they have looked at who holds what, told a second time.

extension PlainModel {
  struct Attestation: Equatable {
    var entry: UInt64
    var size: UInt64
    var by: String
  }

  /// Of one member, or where it is nil of everybody.
  mutating func attest(
    _ other: String?, size: UInt64, comment version: Int?, by member: String, at entry: UInt64
  ) -> Bool {
    let seesAll = has(member, oneOf: ["auditor", "privacy-officer"])
    if let other {
      // Whoever has left was somebody too.
      guard other != member, roles[other] != nil,
        seesAll
          || has(member, oneOf: ["supervisor"]) && supervisors[other]?.contains(member) == true
      else { return false }
    } else {
      guard seesAll, roles.keys.contains(where: { $0 != member && isHere($0) }) else {
        return false
      }
    }
    guard size >= 1, size <= entry, version ?? 1 == 1 else { return false }
    if other == nil, size >= attestation?.size ?? 0 {
      attestation = Attestation(entry: entry, size: size, by: member)
    }
    return true
  }
}

extension PlainModel.Attestation {
  /// What replay says, in the model's words.
  init(_ attestation: AccessAttestation) {
    self.init(
      entry: attestation.entry, size: attestation.size, by: attestation.by.hexadecimal)
  }
}
