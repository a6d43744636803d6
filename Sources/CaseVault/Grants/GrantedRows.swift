import AuditLog
import Casework
import Keyring

/// What a member's running grants open in one case file: for each version of an envelope the slot, as a row
/// of its own, and the grant's compartment.
struct GrantedRows: Sendable {
  private var rows: [EnvelopeKey: Row] = [:]

  private struct Row: Sendable {
    let slots: [UInt8]
    let compartment: CompartmentID
  }

  mutating func add(_ slots: [GrantedSlot], of compartment: CompartmentID) {
    for slot in slots {
      let key = EnvelopeKey(id: slot.envelope, version: slot.version)
      rows[key] = Row(slots: [1] + slot.slot, compartment: compartment)
    }
  }

  func contains(_ key: EnvelopeKey) -> Bool { rows[key] != nil }

  /// The slots of a row with this one slot, and whose it is; nil for what no grant opens.
  func row(of key: EnvelopeKey) -> (slots: [UInt8], compartment: CompartmentID)? {
    rows[key].map { ($0.slots, $0.compartment) }
  }
}

/// A version of a note as this member opens it: with the file's key, or with that of a grant.
struct KeyedEnvelope {
  let stored: StoredEnvelope
  let compartment: CompartmentID
}

extension Vault {
  /// What running grants open for this member in a file; nil for whoever holds the file's own key, and so
  /// needs none.
  func grantedRows(
    of file: CaseFile, in state: VaultState, from reader: any StorageReader
  ) throws -> GrantedRows? {
    guard !file.grants.isEmpty, state.compartment(file.compartment)?.isHeld(by: member) == false
    else { return nil }
    let grants = state.openGrants(of: member, on: file, at: now()).compactMap(\.given)
    guard !grants.isEmpty else { return nil }
    var rows = GrantedRows()
    for given in grants {
      try keys.open(given.compartment, of: state, in: reader, vault: id)
      for chunk in given.chunks {
        rows.add(try slots(in: chunk, from: reader), of: given.compartment)
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
      try keys.open(compartment, of: try state, in: reader, vault: id)
      return KeyedEnvelope(stored: stored, compartment: compartment)
    }
    guard let row = granted.row(of: notice.key) else {
      throw Refusal.outsideGrant(record, in: file)
    }
    stored.slots = row.slots
    return KeyedEnvelope(stored: stored, compartment: row.compartment)
  }
}

extension Refusal {
  /// Policy lets somebody with a grant into the file; which notes it opens, the key says.
  static func outsideGrant(_ record: NoteRecord, in file: CaseFile) -> Refusal {
    outsideGrant(.read(record.kind, by: record.author, in: file.id))
  }
}
