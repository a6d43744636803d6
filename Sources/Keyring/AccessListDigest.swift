package import Casework
internal import Sodium

/// What stands for a list of who holds what, in the entry that attests it (docs/format.md §6).
package enum AccessListDigest {
  /// `B2b-256(label ‖ member(16) ‖ file(16) or zeros ‖ u8 through ‖ what(16) ‖ u64 entry ‖ u64 last read …)`.
  package static func of(_ list: [HeldAccess]) -> ContentHash {
    var bytes = Label.accessList.bytes
    for access in list { bytes += record(of: access) }
    return ContentHash(BLAKE2b256.digest(of: bytes.span))
  }

  private static func record(of access: HeldAccess) -> [UInt8] {
    let nothing = [UInt8](repeating: 0, count: 16)
    let (number, what): (UInt8, [UInt8]) =
      switch access.through {
      case .assignment: (1, nothing)
      case .supervision(let member): (2, member.bytes)
      case .grant(let number): (3, nothing.prefix(8) + word(UInt64(number)))
      case .role(let kind): (4, Array(nothing.prefix(15)) + [kind == .oversight ? 1 : 2])
      }
    return access.member.bytes + (access.file?.bytes ?? nothing) + [number] + what
      + word(access.entry) + word(access.lastRead.map { $0.entry + 1 } ?? 0)
  }

  private static func word(_ number: UInt64) -> [UInt8] {
    (0..<8).map { UInt8(truncatingIfNeeded: number >> (56 - 8 * $0)) }
  }
}
