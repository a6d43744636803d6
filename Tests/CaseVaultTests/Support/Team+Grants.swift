import AuditLog
import Casework
import Keyring

@testable import CaseVault

extension Team {
  /// Terms from the test's own clock on.
  func terms(
    _ notes: GrantTerms.Notes = .fromNowOn, lasting span: TimeSpan = .weeks(2),
    kinds: [NoteKind] = [.progress]
  ) -> GrantTerms {
    GrantTerms(
      purpose: .leaveCover, until: practice.clock.now.adding(span),
      scope: GrantTerms.Scope(kinds: kinds, notes))
  }

  /// Gives the colleague, who has nothing to do with the file, a part of it.
  @discardableResult
  func grant(
    _ file: CaseFileID, _ notes: GrantTerms.Notes = .fromNowOn, lasting span: TimeSpan = .weeks(2)
  ) throws -> Grant {
    try self[.supervisor].giveGrant(
      on: file, to: try member(.colleague), terms: terms(notes, lasting: span),
      because: "She is on leave.")
  }

  func note(_ text: String, in file: CaseFileID, by name: Name = .clinician) throws -> NoteID {
    try self[name].write(try .free(text, on: practice), in: file)
  }

  func text(of note: NoteID, for name: Name = .colleague) throws -> String {
    try self[name].read(note, to: .terminal).note.text
  }
}

extension Vault {
  /// Every envelope that a program opens which asks nobody, and tries each slot that the log ever gave to any
  /// grant on each row of the vault or a copy of it, with every secret that this device has or can unwrap.
  func opensByGrants(of copy: (any Storage)? = nil) throws -> Set<EnvelopeKey> {
    let state = try state
    var opened: Set<EnvelopeKey> = []
    var opener = try EnvelopeOpener(vault: ContentHash(id), keyring: keys.keyring)
    try (copy ?? storage).reading { reader in
      var slots: [(compartment: CompartmentID, slot: [UInt8])] = []
      for given in state.grants.compactMap(\.given) {
        _ = try? keys.open(given.compartment, of: state, in: reader, vault: id)
        for chunk in given.chunks {
          let text = try openedChunk(
            at: chunk, in: id, with: keys.logKeys, chunks: { try reader.chunk(at: $0) })
          slots += try GrantedSlots.slots(in: text).map { (given.compartment, $0.slot) }
        }
      }
      try reader.eachEnvelope(parts: .whole) { row in
        for slot in slots {
          var keyed = row
          keyed.slots = [1] + slot.slot
          if (try? opener.header(of: keyed, as: slot.compartment)) != nil { opened.insert(row.key) }
        }
      }
    }
    return opened
  }
}
