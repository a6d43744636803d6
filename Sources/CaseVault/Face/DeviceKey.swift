import Keyring
import Sodium

/// One device's identity in a vault: what signs its entries and opens what is sealed to it.
///
/// A key has one owner and no description; it lies in guarded memory and is wiped when it goes. Kept,
/// it lies in a key file of exactly 142 bytes, sealed under a passphrase: outside of every vault, and
/// with a copy somewhere else, for without it and its passphrase nobody can read a note.
/// Source: docs/format.md §2.
public struct DeviceKey: ~Copyable, Sendable {
  private let identity: DeviceIdentity

  /// A new key, from libsodium's randomness. Seal and keep it before it is given to a vault.
  public init() throws(VaultError) {
    do { identity = try DeviceIdentity.random() } catch { throw VaultError(error) }
  }

  /// Opens a key file's bytes. Takes about 0.6 s and 256 MiB, or what the file states up to 1 GiB.
  ///
  /// - Parameters:
  ///   - keyFile: what ``sealed(under:)`` gave.
  ///   - passphrase: UTF-8 as it was typed, without a line's end; overwritten with zeros on return,
  ///     whatever happens. Copies that the caller made are the caller's to wipe.
  /// - Throws: ``VaultError/wrongPassphrase``, ``VaultError/unfitPassphrase(_:)``,
  ///   ``VaultError/unusableKeyFile(_:)``.
  public init(opening keyFile: [UInt8], with passphrase: inout [UInt8]) throws(VaultError) {
    defer { Sodium.wipe(&passphrase) }
    do {
      let typed = try Passphrase(typed: passphrase.span)
      identity = try KeyFile.open(keyFile, with: typed)
    } catch {
      throw VaultError(error)
    }
  }

  /// The bytes of a key file: to be written whole, readable by nobody else (0600).
  ///
  /// Takes about 0.6 s and 256 MiB (Argon2id, RFC 9106, three passes). Salt and nonce are new each
  /// time.
  ///
  /// - Parameter passphrase: UTF-8, at least 15 characters and none that are tried first
  ///   (SP 800-63B-4 §3.1.1.2); overwritten with zeros on return, whatever happens.
  /// - Throws: ``VaultError/unfitPassphrase(_:)``.
  public borrowing func sealed(under passphrase: inout [UInt8]) throws(VaultError) -> [UInt8] {
    defer { Sodium.wipe(&passphrase) }
    do {
      let chosen = try ChosenPassphrase(typed: passphrase.span)
      return try KeyFile.seal(identity, under: chosen)
    } catch {
      throw VaultError(error)
    }
  }

  /// Six groups of five digits that two people compare aloud; not secret.
  public var fingerprint: String { identity.publicKeys.fingerprint }

  /// What a newcomer hands to somebody who may enrol them: text of three lines, not secret.
  ///
  /// - Parameter name: as colleagues will see it: one plain line.
  /// - Throws: ``VaultError/unfitText(_:)``.
  public borrowing func enrolmentRequest(for name: String) throws(VaultError) -> String {
    do {
      return try EnrolmentRequest.make(
        for: identity, name: name, at: Surroundings.ofThisMachine.now(), in: try Keyring())
    } catch {
      throw VaultError(error)
    }
  }

  /// Hands the identity on; the key is spent.
  consuming func spent() -> DeviceIdentity { identity }
}
