package import Casework
internal import Sodium

/// What stands for a list of who holds what, in the entry that attests it (docs/format.md §6).
package enum AccessListDigest {
  /// `B2b-256(label ‖ member(16) ‖ file(16) or zeros ‖ u8 through ‖ what(16) ‖ u64 entry ‖ u64 last use …)`.
  package static func of(_ list: [HeldAccess]) -> ContentHash {
    var bytes = Label.accessList.bytes
    for access in list { bytes += record(of: access) }
    return ContentHash(BLAKE2b256.digest(of: bytes.span))
  }

  private static func record(of access: HeldAccess) -> [UInt8] {
    let (number, what) = through(access.through)
    return access.member.bytes + (access.file?.bytes ?? word(0) + word(0)) + [number] + what
      + word(access.entry) + word(access.lastUse.map { $0.entry + 1 } ?? 0)
  }

  private static func through(_ through: HeldAccess.Through) -> (UInt8, [UInt8]) {
    switch through {
    case .assignment: (1, word(0) + word(0))
    case .supervision(let member): (2, member.bytes)
    case .grant(let number): (3, word(0) + word(UInt64(number)))
    case .role(let kind): (4, word(0) + word(place(of: kind)))
    case .duty(let reach): (5, word(0) + word(UInt64(reach)))
    case .emergency(let number): (6, word(0) + word(UInt64(number)))
    case .keysLeft(let reach): (7, word(0) + word(UInt64(reach)))
    case .recovery(.main, let quorum, let reach): (8, word(UInt64(quorum)) + word(UInt64(reach)))
    case .recovery(.process, let quorum, let reach):
      (9, word(UInt64(quorum)) + word(UInt64(reach)))
    case .sheets(let reach): (10, word(0) + word(UInt64(reach)))
    case .executor(let reach): (11, word(0) + word(UInt64(reach)))
    case .roleLeft(let kind): (12, word(0) + word(place(of: kind)))
    case .keyOf(let member): (13, member.bytes)
    case .grantLeft(let number): (14, word(0) + word(UInt64(number)))
    }
  }

  /// Of the keys that come with roles; the vault's is only ever left over.
  private static func place(of kind: CompartmentKind) -> UInt64 {
    switch kind {
    case .oversight: 1
    case .registry: 2
    default: 3
    }
  }

  private static func word(_ number: UInt64) -> [UInt8] {
    (0..<8).map { UInt8(truncatingIfNeeded: number >> (56 - 8 * $0)) }
  }
}
