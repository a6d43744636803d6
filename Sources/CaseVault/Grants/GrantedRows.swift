import AuditLog
import Casework
import Keyring

/// What a member's running grants open in one case file: for each version of an envelope the slot, as a row
/// of its own, and the grant that it is of.
struct GrantedRows: Sendable {
  private var rows: [EnvelopeKey: [Row]] = [:]
  /// Why a grant's own key or list cannot be opened: what it would open cannot be told from what it would not.
  private(set) var fault: IntegrityFault?

  struct Row: Sendable {
    let slots: [UInt8]
    let compartment: CompartmentID
    let grant: Grant
  }

  mutating func add(_ slots: [GrantedSlot], of grant: Grant, _ given: GivenGrant) {
    for slot in slots {
      let key = EnvelopeKey(id: slot.envelope, version: slot.version)
      // The first of a grant's slots counts: nobody takes away afterwards what it opens, by noise.
      guard rows[key]?.contains(where: { $0.grant.number == grant.number }) != true else {
        continue
      }
      rows[key, default: []].append(
        Row(slots: [1] + slot.slot, compartment: given.compartment, grant: grant))
    }
  }

  mutating func miss(_ fault: IntegrityFault) { self.fault = self.fault ?? fault }

  /// The slot for a version of a note; nil for what no grant opens. A slot for what is outside its grant's
  /// terms does not count, whoever supplied it: only a supervisor widens a grant.
  func row(of key: EnvelopeKey, for record: NoteRecord) -> Row? {
    rows[key]?.filter { $0.grant.covers(record, version: key.version) }
      .max { $0.grant.terms.until < $1.grant.terms.until }
  }

  /// The slot for a version of the client's record, which every grant opens.
  func row(ofRecord key: EnvelopeKey) -> Row? { rows[key]?.first }

  /// Whether a note's latest version opens.
  func opens(_ record: NoteRecord) -> Bool {
    row(of: record.latest.notice.key, for: record) != nil
  }
}

extension Grant {
  /// Whether a version of a note is part of it, as far as the log can tell: on which day a session was, only
  /// the note's header says, and who gave the grant read that.
  fileprivate func covers(_ record: NoteRecord, version: UInt32) -> Bool {
    guard terms.scope.kinds.contains(record.kind) else { return false }
    if record.author == grantee { return true }
    switch terms.scope.notes {
    case .all, .since: return true
    // What stands beside a picked note, or beside one of the grantee's own, came with it or later.
    case .picked(let picked): return picked.contains(record.id) || record.parent != nil
    case .fromNowOn: return record.parent != nil || isSupplied(record, version)
    }
  }

  /// Whether it came in while the grant ran. Two machines' clocks differ a little.
  private func isSupplied(_ record: NoteRecord, _ number: UInt32) -> Bool {
    guard let given, let version = record.versions.first(where: { $0.notice.version == number })
    else { return false }
    return version.at.adding(VaultState.clockTolerance) >= given.at
  }
}

/// A version of a note as this member opens it: with the file's key, or with that of a grant.
struct KeyedEnvelope {
  let stored: StoredEnvelope
  let compartment: CompartmentID
}

extension Vault {
  /// What running grants open for this member in a file; nil for whoever is entitled to the file's own key,
  /// and so needs none.
  func grantedRows(
    of file: CaseFile, in state: VaultState, from reader: any StorageReader
  ) throws -> GrantedRows? {
    let now = now()
    guard state.readsByGrants(member, file, at: now) else { return nil }
    var rows = GrantedRows()
    for grant in state.openGrants(of: member, on: file, at: now) {
      guard let given = grant.given else { continue }
      do {
        try keys.open(given.compartment, of: state, in: reader, vault: id)
        for chunk in given.chunks {
          rows.add(try slots(in: chunk, from: reader), of: grant, given)
        }
      } catch let fault as IntegrityFault {
        // Another grant may open the same, and other files are no worse for it.
        rows.miss(fault)
      }
    }
    return rows
  }

  private func slots(
    in chunk: ContentHash, from reader: any StorageReader
  ) throws -> [GrantedSlot] {
    let text = try openedChunk(
      at: chunk, in: id, with: keys.logKeys, chunks: { try reader.chunk(at: $0) })
    do throws(Violation) {
      return try GrantedSlots.slots(in: text)
    } catch {
      throw IntegrityFault(.chunkDamaged, at: .chunk(chunk))
    }
  }

  /// Fetches one version of a note, held against the log, with the key that opens it for this member.
  ///
  /// Throws ``Refusal`` with the reason `outside-grant` for a note that a running grant does not open.
  func keyed(
    _ notice: EnvelopeNotice, of record: NoteRecord, in file: CaseFile,
    by granted: GrantedRows?, from reader: any StorageReader
  ) throws -> KeyedEnvelope {
    var stored = try fetch(notice, from: reader)
    guard let granted, record.kind.compartment == .file else {
      let compartment = try compartment(of: record, in: file)
      if compartment == file.compartment {
        try openKey(of: file, in: try state, from: reader)
      } else {
        try keys.open(compartment, of: try state, in: reader, vault: id)
      }
      return KeyedEnvelope(stored: stored, compartment: compartment)
    }
    guard let row = granted.row(of: notice.key, for: record) else {
      throw granted.refusal(of: record, in: file)
    }
    stored.slots = row.slots
    return KeyedEnvelope(stored: stored, compartment: row.compartment)
  }
}

extension GrantedRows {
  /// Why a note does not open: policy lets somebody with a grant into the file, and which notes it opens, the
  /// key says.
  func refusal(of record: NoteRecord, in file: CaseFile) -> any Error {
    if let fault { return fault }
    return Refusal.outsideGrant(.read(record.kind, by: record.author, in: file.id))
  }
}
