import Casework
import Keyring

// What is written while a grant runs is given to it as well: by whoever writes it, with the same commit.

extension Vault {
  /// The grants to which a new version of a note belongs.
  func grants(
    for kind: NoteKind, note: NoteID? = nil, beside parent: NoteRecord? = nil, on file: CaseFile,
    at desk: Desk
  ) -> [Grant] {
    guard !file.grants.isEmpty, kind.compartment == .file else { return [] }
    return file.grants.compactMap { desk.state.grant($0) }.filter { grant in
      // What grantees write themselves they go on reading, and what others write to it, also where the grant
      // opens picked notes alone.
      grant.isOpen(at: desk.at)
        && ([member, parent?.author].contains(grant.grantee)
          && grant.terms.scope.kinds.contains(kind)
          || grant.terms.scope.covers(kind, note: note, beside: parent?.id))
    }
  }

  /// What a new version is sealed to beside its row.
  func epochs(of grants: [Grant], at desk: Desk) -> [CompartmentEpoch] {
    grants.compactMap { $0.given.flatMap { desk.state.compartment($0.compartment)?.current } }
  }

  /// Appends for each of these grants that it opens what was just stored.
  func supply(_ sealed: SealedEnvelope, to grants: [Grant], at desk: Desk) throws {
    for (grant, slot) in zip(grants, sealed.granted) {
      let chunk = try chunk(of: [slot], at: desk)
      let event = GrantSupplied(
        file: grant.file, grant: grant.number, count: 1, chunk: chunk.address)
      try desk.append(
        event, storing: Commit.Parts(chunks: [chunk]), spending: try desk.permit(for: event))
    }
  }

  /// Slots of a grant as a chunk of the log.
  func chunk(of slots: [GrantedSlot], at desk: Desk) throws -> StoredChunk {
    guard let epoch = desk.state.vaultEpoch else { throw IntegrityFault(.wrongEpoch, at: .vault) }
    return try keys.sealedChunk(GrantedSlots.text(of: slots), epoch: epoch, in: id)
  }
}

extension GrantTerms.Scope {
  /// Whether a new version of a note is part of it. Of picked notes that is what is added to them too: an
  /// addendum is always shown with its note.
  fileprivate func covers(_ kind: NoteKind, note: NoteID?, beside parent: NoteID?) -> Bool {
    guard kinds.contains(kind) else { return false }
    guard case .picked(let notes) = notes else { return true }
    return [note, parent].compactMap(\.self).contains { notes.contains($0) }
  }
}
