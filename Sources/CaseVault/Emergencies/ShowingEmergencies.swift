package import Casework
import Keyring

/// An emergency as those see it whom it concerns.
package struct KnownEmergency: Sendable {
  package let emergency: Emergency
  package let client: ClientNumber?
  /// Whether this member may review it.
  package let isReviewer: Bool
}

/// One thing that the log says was done in an emergency.
package struct EmergencyUse: Sendable, Equatable {
  package let entry: UInt64
  package let at: Moment
  package let act: Act
  /// Nil for what is done to the whole file.
  package let note: NoteID?
  package let version: UInt32?
  /// Whether it was done to every file that the opener could open then, this one among them.
  package let isOfAllFiles: Bool
  /// Where the words went, of a note that was read.
  package let destination: Destination?

  package enum Act: String, Sendable {
    case read, listed, searched, wrote, signed, added, discarded, imported
  }
}

/// Why an emergency was opened and what was said of it; nil for what was sealed before this member had to do
/// with it, or cannot be opened.
package struct EmergencyWords: Sendable {
  package let reason: String?
  package let comment: String?
  package let fault: IntegrityFault?
}

extension Vault {
  /// Emergencies that this member opened, may review, or works in the file of; the latest first.
  package func emergencies() throws -> [KnownEmergency] {
    try journal.catchUp()
    let state = try state
    return state.emergencies.reversed().compactMap { emergency in
      let reviews = state.mayReview(emergency, member)
      let file = state.file(emergency.file)
      let isTheirs = file.map { state.readers(of: $0).contains(member) } ?? false
      guard reviews || isTheirs || emergency.opener == member else { return nil }
      return KnownEmergency(
        emergency: emergency, client: file.flatMap { ClientNumber($0.number) },
        isReviewer: reviews)
    }
  }

  /// Those that wait for a review which this member may give.
  package func emergenciesToReview() throws -> [KnownEmergency] {
    guard try !state.unreviewedEmergencies.isEmpty else { return [] }
    return try emergencies().filter { $0.isReviewer && $0.emergency.review == nil }
  }

  /// The emergency by which this member reads a file now.
  package func openEmergency(on file: CaseFileID) throws -> Emergency? {
    let state = try state
    return state.file(file).flatMap { state.readsByEmergency(member, $0, at: now()) }
  }

  /// Whether the key of those on duty opens the file of an emergency that is open.
  package func canRead(inEmergency known: Emergency) throws -> Bool {
    try journal.reading { reader in
      let state = try state
      guard let file = state.file(known.file) else { return false }
      do {
        try openKey(of: file, in: state, from: reader)
        return true
      } catch is NotAHolder {
        return false
      }
    }
  }

  /// Whom somebody can call who may not open a file in an emergency: who is on duty, and who works in the file.
  package func whomToCall(about file: CaseFileID?) throws -> (duty: [MemberID], file: [MemberID]) {
    let state = try state
    let readers = file.flatMap { state.file($0) }.map { state.readers(of: $0) } ?? []
    return (state.roster.filter { $0 != member }, readers.filter { $0 != member })
  }

  /// What the log says was done in an emergency, entry by entry: for its reviewers, and the opener.
  package func uses(ofEmergency number: Int) throws -> [EmergencyUse] {
    let known = try emergency(number, in: try state)
    var uses: [EmergencyUse] = []
    try eachEntry { entry, reader in
      guard entry.member == known.opener, entry.violation == nil, known.lasted(over: entry.sequence)
      else { return }
      if let imported = entry.event.content as? NotesImported {
        let text = try openedChunk(
          at: imported.chunk, in: id, with: keys.logKeys, chunks: { try reader.chunk(at: $0) })
        let parts = try NotesImported.parts(in: text)
        uses += parts.filter { $0.file == known.file }.map { _ in entry.use(.imported) }
      }
      uses += entry.uses(of: known.file)
    }
    return uses
  }

  /// Why it was opened, and what was said in its review, in the words of who did. Recorded first. Throws
  /// ``Refusal``.
  package func words(
    ofEmergency number: Int, to destination: Destination
  ) throws -> EmergencyWords {
    try journal.catchUp()
    let known = try emergency(number, in: try state)
    let notices = [known.reason] + [known.review?.comment].compactMap(\.self)
    let receipt = try journal.record(
      RecordsRead(notices.map(\.envelope), ofEmergency: number, to: destination))
    let words = try journal.reading { reader in
      try notices.map { notice in
        guard receipt.covers(notice.envelope) else { throw MisusedPermit() }
        return try Opened { try reasonWords(notice, from: reader) }
      }
    }
    return EmergencyWords(
      reason: words.first?.value, comment: words.dropFirst().first?.value,
      fault: words.lazy.compactMap(\.fault).first { $0.kind != .textDamaged })
  }

  /// The same as ``clients()`` for somebody on duty, to whom the key of those on duty also opens the names: at
  /// night people call by their name. Recorded first, as listing is.
  package func clientsOnDuty() throws -> [Client] {
    try demand(.openEmergency)
    let clients = try clients()
    return try journal.reading { reader in
      let state = try state
      return try clients.map { client in
        guard client.name == nil, client.access == .closed, let file = state.file(client.file),
          !file.hasConflict(with: member), state.holdsForEmergencies(file, member)
        else { return client }
        return try named(client, of: file, in: state, from: reader)
      } + unlisted(beside: clients, in: state, from: reader)
    }
  }

  /// Files that a list does not show at all to whoever is no reader of theirs.
  private func unlisted(
    beside clients: [Client], in state: VaultState, from reader: any StorageReader
  ) throws -> [Client] {
    let shown = Set(clients.map(\.file))
    return try state.files.values
      .filter { file in
        !shown.contains(file.id) && !file.hasConflict(with: member)
          && state.holdsForEmergencies(file, member)
      }
      .sorted { $0.number < $1.number }
      .map { file in
        let client = Client(
          file: file.id, number: ClientNumber(file.number), name: nil, fault: nil,
          opened: file.opened, assigned: file.assigned, access: .closed)
        return try named(client, of: file, in: state, from: reader)
      }
  }

  private func named(
    _ client: Client, of file: CaseFile, in state: VaultState, from reader: any StorageReader
  ) throws -> Client {
    let name = try Opened({
      try keys.openByDuty(file.compartment, of: state, in: reader, vault: id)
      defer { keys.keyring.forget(file.compartment) }
      let name = try self.name(
        inRecord: .client, try fetch(file.record, from: reader), as: file.compartment)
      guard let fit = try? ClientName(stored: name) else {
        throw IntegrityFault(.textDamaged, at: .envelope(file.record))
      }
      return fit
    })
    return Client(
      file: client.file, number: client.number, name: name.value, fault: name.fault,
      opened: client.opened, assigned: client.assigned, access: .closed)
  }
}

extension VaultState {
  fileprivate func mayReview(_ emergency: Emergency, _ member: MemberID) -> Bool {
    let act = Act(.reviewEmergency, on: .emergency(emergency.file, by: emergency.opener))
    return Policy.refusal(of: act, by: member, in: self) == nil
  }
}

extension LogEntry {
  /// What this entry did to a case file, as far as a review looks at it.
  fileprivate func uses(of file: CaseFileID) -> [EmergencyUse] {
    switch event.content {
    case let read as NotesRead:
      return read.notes.filter { $0.file == file }.map {
        use(.read, $0.note, $0.version, to: read.destination)
      }
    // Without a file it was of every one that opened.
    case let listed as FilesListed where listed.file ?? file == file:
      return [use(.listed, ofAllFiles: listed.file == nil)]
    case let searched as FilesSearched where searched.file ?? file == file:
      return [use(.searched, ofAllFiles: searched.file == nil)]
    case let stored as NoteStored where stored.file == file:
      return [use(.wrote, stored.note.envelope, stored.note.version)]
    case let signed as NoteSigned where signed.file == file:
      return [use(.signed, signed.note, signed.version)]
    case let added as any AddendumEvent where added.file == file:
      return [use(.added, added.note.envelope, added.note.version)]
    case let discarded as NoteDiscarded where discarded.file == file:
      return [use(.discarded, discarded.note)]
    default: return []
    }
  }

  fileprivate func use(
    _ act: EmergencyUse.Act, _ note: NoteID? = nil, _ version: UInt32? = nil,
    ofAllFiles isOfAllFiles: Bool = false, to destination: Destination? = nil
  ) -> EmergencyUse {
    EmergencyUse(
      entry: sequence, at: event.at, act: act, note: note, version: version,
      isOfAllFiles: isOfAllFiles, destination: destination)
  }
}
