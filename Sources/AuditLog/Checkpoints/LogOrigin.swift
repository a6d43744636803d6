/// The first line of a vault's checkpoints: `casevault/<vault id>/<generation>`.
///
/// The generation rises when a vault is restored from before its last checkpoint. The logs before
/// and after are then two logs to every witness, and neither counts as a fork of the other.
package struct LogOrigin: Hashable, Sendable {
  /// The vault whose log it is.
  package let vault: VaultID
  /// How often the log was given up from some point on and continued, and one.
  package let generation: UInt32

  /// The origin of a vault's log in its present generation.
  package init(vault: VaultID, generation: UInt32) {
    self.vault = vault
    self.generation = generation
  }

  /// Reads the line; nil for the origin of any other log.
  package init?(_ text: String) {
    let parts = text.split(separator: "/", omittingEmptySubsequences: false)
    guard parts.count == 3, let vault = VaultID(hexadecimal: String(parts[1])),
      let generation = UInt32(parts[2])
    else { return nil }
    self.init(vault: vault, generation: generation)
    guard self.text.utf8.elementsEqual(text.utf8) else { return nil }
  }

  /// The line, without its newline; also the name of the key that signs it.
  package var text: String { "casevault/\(vault.hexadecimal)/\(generation)" }
}
