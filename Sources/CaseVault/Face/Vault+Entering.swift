import AuditLog
import Casework
import Keyring

// The public face: thin over the verbs that the command line uses, by the clock of this machine.

extension Vault {
  /// Founds a vault for one person's practice, and opens it.
  ///
  /// - Parameters:
  ///   - name: the founder's, as it stands beside their notes: one line, 1 to 200 characters.
  ///   - key: sealed and kept before: the vault can be opened with no other.
  ///   - storage: where nothing is yet.
  ///   - memory: of this vault and device alone, and empty.
  /// - Throws: ``VaultError/storage(_:)`` where there is something already, ``VaultError/unfitText(_:)``
  ///   for the name, ``VaultError/memoryInUse``.
  public static func found(
    by name: String, with key: consuming DeviceKey, in storage: VaultStorage,
    memory: any DeviceMemory
  ) throws(VaultError) -> Vault {
    do {
      let name = try ClientName(name).text
      // Another vault's pin would be lost, and with it the proof of how far its log went.
      guard try memory.load(.pin) == nil else { throw VaultError.memoryInUse }
      return try foundSolo(
        by: name, with: key.spent(), memory: memory, in: .ofThisMachine
      ) { try storage.create(ContentHash($0)) }
    } catch {
      throw VaultError(error)
    }
  }

  /// Opens a vault that this device has opened before, and takes in what others wrote since.
  ///
  /// - Parameters:
  ///   - storage: where the vault lies.
  ///   - key: of the device; spent, and wiped when the vault is closed.
  ///   - memory: what the device kept of it: the storage must go on from there.
  /// - Throws: ``VaultError/notJoined`` where the memory is empty, ``VaultError/notEnrolled`` where
  ///   the vault knows nothing of the key, ``VaultError/integrity(kind:place:)`` where the storage is
  ///   not what this device verified, ``VaultError/storage(_:)``.
  public static func open(
    _ storage: VaultStorage, with key: consuming DeviceKey, memory: any DeviceMemory
  ) throws(VaultError) -> Vault {
    do {
      return try open(storage.open(), with: key.spent(), memory: memory, in: .ofThisMachine)
    } catch {
      throw VaultError(error)
    }
  }

  /// The first opening on a device that was enrolled: verifies the whole log against a ticket.
  ///
  /// - Parameters:
  ///   - storage: where the vault lies.
  ///   - ticket: the text that a colleague's ``issuedTicket()`` gave, handed over by a way that the
  ///     keeper of the storage does not control.
  ///   - key: the one whose enrolment request was approved; spent.
  ///   - memory: of this vault and device alone.
  /// - Throws: ``VaultError/unusableTicket``, and what ``open(_:with:memory:)`` throws.
  public static func join(
    _ storage: VaultStorage, by ticket: String, with key: consuming DeviceKey,
    memory: any DeviceMemory
  ) throws(VaultError) -> Vault {
    do {
      return try join(
        storage.open(), by: Ticket(ticket), with: key.spent(), memory: memory, in: .ofThisMachine)
    } catch {
      throw VaultError(error)
    }
  }

  /// A ticket for a newcomer, as of now: text of two lines, not secret.
  public func issuedTicket() throws(VaultError) -> String {
    try VaultError.telling { try ticket().text() }
  }
}
