import AuditLog
import Casework
import Keyring
import Sodium
import Synchronization

/// Draws everything that a new case file consists of; nothing of it is stored yet.
///
/// Safe to share between the threads of an import.
final class FileDrawer: Sendable {
  private let vault: VaultID
  private let keyring: Keyring
  private let own: CompartmentEpoch
  /// The epoch of the registry to which names are sealed.
  let registry: CompartmentEpoch
  private let sealer: Mutex<EnvelopeSealer>

  /// Files for the member of this compartment, their names sealed to this registry.
  init(
    for own: CompartmentEpoch, in vault: VaultID, keyring: Keyring, registry: CompartmentEpoch
  ) throws {
    self.vault = vault
    self.keyring = keyring
    self.own = own
    self.registry = registry
    sealer = Mutex(try EnvelopeSealer(vault: ContentHash(vault), keyring: keyring))
  }

  /// A file for a client of this name, with no number yet.
  func file(named name: ClientName) throws -> DrawnFile {
    let drawn = try keyring.drawWrapped(.file, for: [own], in: vault)
    let shelf = Shelf.random()
    let header = try RecordText.client(named: name.text)
    let fingerprintKey = RandomBytes.array(count: Fingerprint.keyLength)
    let record = try sealer.withLock { sealer in
      try sealer.seal(
        header: header.span, body: fingerprintKey.span, as: .random(), version: 1, shelf: shelf,
        to: [drawn.sealed.epoch, registry])
    }
    let opening = FileOpening(
      file: .random(), client: .random(), number: 0, compartment: drawn.sealed, shelf: shelf,
      record: record.notice, assigned: [own.compartment])
    return DrawnFile(
      opening: opening,
      place: NotePlace(file: opening.file, epoch: drawn.sealed.epoch, shelf: shelf),
      fingerprintKey: fingerprintKey,
      parts: Commit.Parts(envelopes: [record.stored], wraps: drawn.wraps))
  }

  /// A compartment for the member's own psychotherapy notes in a file.
  func process(in file: CaseFileID) throws -> DrawnProcess {
    let drawn = try keyring.drawWrapped(.process, for: [own], in: vault)
    let place = NotePlace(file: file, epoch: drawn.sealed.epoch, shelf: Shelf.random())
    return DrawnProcess(sealed: drawn.sealed, place: place, wraps: drawn.wraps)
  }
}

/// A new case file before its entry.
struct DrawnFile: Sendable {
  /// Its number is given when the entry is made.
  let opening: FileOpening
  let place: NotePlace
  let fingerprintKey: [UInt8]
  let parts: Commit.Parts
}

/// A new compartment for psychotherapy notes before its entry.
struct DrawnProcess: Sendable {
  let sealed: SealedEpoch
  let place: NotePlace
  let wraps: [StoredWrap]
}

extension FileOpening {
  func numbered(_ number: Int) -> FileOpening {
    FileOpening(
      file: file, client: client, number: number, compartment: compartment, shelf: shelf,
      record: record, assigned: assigned)
  }
}

extension Vault {
  /// `reader` shows the storage as it was when the state was taken in.
  func fileDrawer(in state: VaultState, of reader: any StorageReader) throws -> FileDrawer {
    guard let own = keys.member else { throw NotEnrolled() }
    return try FileDrawer(
      for: own, in: id, keyring: keys.keyring, registry: try registryEpoch(in: state, of: reader))
  }
}
