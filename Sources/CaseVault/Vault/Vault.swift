package import AuditLog
package import Casework
package import Keyring
import Sodium

/// An open vault: what one member on one device may read, write and prove.
///
/// Nothing is read without an entry in the log that says so, and nothing counts that was not signed by
/// somebody with the power. Not to be shared between threads; open one for each.
public final class Vault {
  package let journal: Journal
  let keys: DeviceKeys
  private var opener: EnvelopeOpener
  /// Made when something is first written: whoever only reads needs none.
  private var sealer: EnvelopeSealer?
  /// Folded histories by file, each good for the link that it ends in.
  /// What was due and has been done since it was opened.
  package internal(set) var done = SettledWork()
  /// Bytes in which a rotation has to keep what it replaces; less only where a test has no time to fill a chunk.
  var roomForKept = Vault.roomInOneChunk
  private var histories: [CaseFileID: (head: Link, history: FileHistory)] = [:]

  init(_ journal: Journal) throws {
    self.journal = journal
    keys = journal.keys
    opener = try EnvelopeOpener(vault: ContentHash(journal.vault), keyring: keys.keyring)
  }

  package var id: VaultID { journal.vault }
  package var member: MemberID { journal.member }
  package var storage: any Storage { journal.storage }
  package var state: VaultState { get throws { try journal.state } }
  /// What the clock of the surroundings says: the time of entry of what is written now.
  package func now() -> Moment { journal.surroundings.now() }

  /// Wipes every key, and the last text that was opened or sealed. The vault cannot be used afterwards.
  public func close() {
    keys.forgetEverything()
    opener.wipe()
    sealer = nil
    histories.removeAll()
  }

  func seal(
    header: [UInt8], body: [UInt8] = [], as id: EnvelopeID = .random(), version: UInt32 = 1,
    shelf: Int64, to compartments: [CompartmentEpoch], granting grants: [CompartmentEpoch] = []
  ) throws -> SealedEnvelope {
    var worker =
      try sealer.take() ?? EnvelopeSealer(vault: ContentHash(self.id), keyring: keys.keyring)
    let sealed = try worker.seal(
      header: header.span, body: body.span, as: id, version: version, shelf: shelf,
      to: compartments, granting: grants)
    sealer = consume worker
    return sealed
  }

  /// Fetches one version of an envelope and holds it against what the log says of it.
  func fetch(_ notice: EnvelopeNotice, from reader: any StorageReader) throws -> StoredEnvelope {
    try fetchUnchecked(notice, from: reader).checked(in: ContentHash(id))
  }

  /// The first half of it, for many that are checked on several threads.
  func fetchUnchecked(
    _ notice: EnvelopeNotice, from reader: any StorageReader
  ) throws -> UncheckedEnvelope {
    guard
      let stored = try reader.envelope(notice.envelope, version: notice.version, parts: .whole)
    else {
      throw IntegrityFault(
        .envelopeMissing, at: .envelope(notice.envelope, version: notice.version))
    }
    return UncheckedEnvelope(stored: stored, notice: notice)
  }

  // MARK: - Opening. Nothing else of the vault has the opener: a note's words, and its header, are had for a
  // receipt alone; what is no note is had by its kind.

  /// One version of a note, header and body, for whoever shows that the log now says that it was read.
  package func texts(
    of read: NotesRead.Read, in envelope: StoredEnvelope, as compartment: CompartmentID,
    showing receipt: borrowing Receipt
  ) throws -> (header: [UInt8], body: [UInt8]) {
    guard receipt.covers(read), envelope.id == read.note, envelope.version == read.version else {
      throw MisusedPermit()
    }
    return try opening(envelope) { try $0.texts(of: envelope, as: compartment) }
  }

  /// The header of a note of this file, for whoever shows that the log now says that they were listed.
  package func header(
    of envelope: StoredEnvelope, in file: CaseFileID, as compartment: CompartmentID,
    showing receipt: borrowing Receipt
  ) throws -> [UInt8] {
    guard receipt.listed(file) || receipt.listed(nil) else { throw MisusedPermit() }
    return try opening(envelope) { try $0.header(of: envelope, as: compartment) }
  }

  /// The name in a client's or a member's record.
  func name(
    inRecord kind: RecordText.Kind, _ envelope: StoredEnvelope, as compartment: CompartmentID
  ) throws -> String {
    let header = try opening(envelope) { try $0.header(of: envelope, as: compartment) }
    return try RecordText.name(
      of: kind, in: header, at: .envelope(envelope.id, version: envelope.version))
  }

  /// What lies behind the header of a record of this kind: never what lies in a note.
  func body(
    ofRecord kind: RecordText.Kind, _ envelope: StoredEnvelope, as compartment: CompartmentID
  ) throws -> [UInt8] {
    let texts = try opening(envelope) { try $0.texts(of: envelope, as: compartment) }
    guard RecordText.kind(of: texts.header) == kind else {
      throw IntegrityFault(
        .textDamaged, at: .envelope(envelope.id, version: envelope.version))
    }
    return texts.body
  }

  private func opening<Texts>(
    _ envelope: StoredEnvelope, _ open: (inout EnvelopeOpener) throws -> Texts
  ) throws -> Texts {
    do {
      return try open(&opener)
    } catch is EnvelopeError {
      throw IntegrityFault(
        .textDamaged, at: .envelope(envelope.id, version: envelope.version))
    }
  }

  /// What a file holds, as the log says.
  func history(of file: CaseFile, in reader: any StorageReader) throws -> FileHistory {
    if let known = histories[file.id], known.head == file.head { return known.history }
    let history = try journal.log().history(
      of: file, in: reader, with: keys.logKeys, proving: &keys.provenEntries)
    histories[file.id] = (file.head, history)
    return history
  }
}

/// An envelope that was fetched and not yet held against what the log says of it.
struct UncheckedEnvelope: Sendable {
  fileprivate let stored: StoredEnvelope
  fileprivate let notice: EnvelopeNotice

  func checked(in vault: ContentHash) throws -> StoredEnvelope {
    // What is too short to be a part at all has no hash either.
    guard (try? stored.hash(in: vault)) == notice.hash else {
      throw IntegrityFault(
        .envelopeChanged, at: .envelope(notice.envelope, version: notice.version))
    }
    return stored
  }
}
