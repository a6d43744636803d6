@testable import Casework

// What people do with notes, rightly and wrongly.

extension RandomWork {
  mutating func store() throws {
    guard let (file, actor) = fileAndActor() else { return }
    let known = chance(in: 2) ? anyNote(in: file) : nil
    let kind = kind(near: known)
    let next = UInt32(known?.versions.count ?? 0) + (chance(in: 10) ? 2 : 1)
    let stored = NoteStored(
      file: file, after: try link(of: file), kind: kind,
      note: EnvelopeNotice(
        envelope: known?.id ?? agency.newID(), version: next, hash: agency.newHash(),
        slots: agency.newHash()))
    try takeNote(stored, by: actor, locking: false) { model in
      model.goOn(with: stored.note.envelope.hexadecimal, by: name(actor))
      return model.stored(
        stored.note.envelope.hexadecimal, in: file.hexadecimal, kind: kind.code, version: Int(next),
        hash: stored.note.hash.hexadecimal, by: name(actor))
    }
  }

  mutating func end(signing: Bool) throws {
    guard let (file, actor) = fileAndActor() else { return }
    let known = anyNote(in: file)
    let kind = kind(near: known)
    let note = known?.id ?? agency.newID()
    let version = (known?.latest.notice.version ?? 1) + (chance(in: 10) ? 1 : 0)
    let words = chance(in: 10) ? agency.newHash() : known?.latest.notice.hash ?? agency.newHash()
    let after = try link(of: file)
    if signing {
      let signed = NoteSigned(
        file: file, after: after, kind: kind, note: note, version: version, hash: words)
      try takeNote(signed, by: actor, locking: true) { model in
        model.ended(
          note.hexadecimal, in: file.hexadecimal, kind: kind.code, as: "signed",
          version: Int(version), hash: words.hexadecimal, by: name(actor))
      }
    } else {
      let discarded = NoteDiscarded(file: file, after: after, kind: kind, note: note)
      try takeNote(discarded, by: actor, locking: false) { model in
        model.goOn(with: note.hexadecimal, by: name(actor))
        return model.ended(
          note.hexadecimal, in: file.hexadecimal, kind: kind.code, as: "discarded", by: name(actor))
      }
    }
  }

  // MARK: - Two signatures

  mutating func submit() throws {
    guard let (file, actor) = fileAndActor() else { return }
    let known = anyNote(in: file)
    let kind = kind(near: known)
    let note = known?.id ?? agency.newID()
    let version = (known?.latest.notice.version ?? 1) + (chance(in: 10) ? 1 : 0)
    let words = chance(in: 10) ? agency.newHash() : known?.latest.notice.hash ?? agency.newHash()
    let submitted = NoteSubmitted(
      file: file, after: try link(of: file), kind: kind, note: note, version: version, hash: words)
    try takeNote(
      submitted, by: actor,
      judging: { model, link in
        model.submit(
          note.hexadecimal, in: file.hexadecimal, kind: kind.code,
          words: .init(version: Int(version), hash: words.hexadecimal),
          after: name(submitted.after), by: name(actor), head: name(link))
      }
    ) { model in
      model.ended(
        note.hexadecimal, in: file.hexadecimal, kind: kind.code, as: "submitted",
        version: Int(version), hash: words.hexadecimal, by: name(actor))
    }
  }

  /// A supervisor's answer to a note: mostly to one that waits for theirs.
  mutating func answer() throws {
    let waiting = agency.state.submissions
      .sorted { ($0.key.note, $0.key.author) < ($1.key.note, $1.key.author) }
    guard let (submitted, submission) = waiting.randomElement(using: &random) else { return }
    let id = submitted.note
    let supervisors = people.filter { model.has(name($0), oneOf: ["supervisor"]) }
    let actor = chance(in: 4) ? actor() : supervisors.randomElement(using: &random) ?? actor()
    let author = chance(in: 8) ? self.actor().member : submitted.author
    let known = agency.histories[submission.file]?[id]
    let kind = kind(near: known)
    let after = try link(of: submission.file)
    let (file, note) = (submission.file, id)
    let isReturn = chance(in: 2)
    let version = (known?.latest.notice.version ?? 1) + (chance(in: 10) ? 1 : 0)
    let words = chance(in: 10) ? agency.newHash() : known?.latest.notice.hash ?? agency.newHash()
    let comment = chance(in: 2) ? agency.newEnvelope() : nil
    let event: any NoteEvent =
      isReturn
      ? NoteReturned(
        file: file, after: after, kind: kind, note: note, author: author, comment: comment)
      : NoteCosigned(
        file: file, after: after, kind: kind, note: note, author: author, version: version,
        hash: words)
    try takeNote(
      event, by: actor,
      judging: { model, link in
        model.answer(
          note.hexadecimal, of: author.hexadecimal, in: file.hexadecimal, kind: kind.code,
          signing: isReturn ? nil : .init(version: Int(version), hash: words.hexadecimal),
          after: name(after), by: name(actor), head: name(link))
      }
    ) { model in
      isReturn
        ? model.givenBack(
          note.hexadecimal, of: author.hexadecimal, in: file.hexadecimal, kind: kind.code,
          comment: comment.map { ($0.envelope.hexadecimal, $0.hash.hexadecimal) }, by: name(actor))
        : model.coSigned(
          note.hexadecimal, of: author.hexadecimal, in: file.hexadecimal, kind: kind.code,
          version: Int(version), hash: words.hexadecimal)
    }
  }

  mutating func add() throws {
    guard let (file, actor) = fileAndActor() else { return }
    let known = anyNote(in: file)
    let kind = kind(near: known)
    let parent = known?.id ?? agency.newID()
    if chance(in: 3) {
      return try submitAddendum(to: parent, of: kind, in: file, by: actor)
    }
    let added = NoteAdded(
      file: file, after: try link(of: file), kind: kind, parent: parent,
      note: agency.newEnvelope())
    try takeNote(added, by: actor, locking: true) { model in
      model.added(
        added.note.envelope.hexadecimal, to: parent.hexadecimal, in: file.hexadecimal,
        kind: kind.code, hash: added.note.hash.hexadecimal, as: "signed", by: name(actor))
    }
  }

  private mutating func submitAddendum(
    to parent: NoteID, of kind: NoteKind, in file: CaseFileID, by actor: Agency.Person
  ) throws {
    let added = AddendumSubmitted(
      file: file, after: try link(of: file), kind: kind, parent: parent,
      note: agency.newEnvelope())
    let (note, hash) = (added.note.envelope.hexadecimal, added.note.hash.hexadecimal)
    try takeNote(
      added, by: actor,
      judging: { model, link in
        model.submit(
          note, in: file.hexadecimal, kind: kind.code, words: .init(version: 1, hash: hash),
          after: name(added.after), by: name(actor), head: name(link))
      }
    ) { model in
      model.added(
        note, to: parent.hexadecimal, in: file.hexadecimal, kind: kind.code, hash: hash,
        as: "submitted", by: name(actor))
    }
  }

  mutating func importNotes() throws {
    guard let (file, actor) = fileAndActor() else { return }
    let kind: NoteKind = chance(in: 4) ? .psychotherapy : .progress
    let (part, notes) = try agency.imported(3, into: file, kind, by: actor)
    let (event, manifest) = try agency.importing([part])
    let before = agency.state.violations.count
    let link = try take(event, by: actor, manifest: manifest) { model, link, _ in
      model.note(
        in: file.hexadecimal, kind: kind.code, after: name(part.after), locking: true,
        by: name(actor), head: name(Link(sequence: link.sequence, hash: part.chunk)))
    }
    guard agency.state.violations.count == before else { return }
    agency.histories[file, default: FileHistory()].take(
      notes, at: Link(sequence: link.sequence, hash: part.chunk))
    for record in notes.records {
      model.files[file.hexadecimal]?.notes[record.note.envelope.hexadecimal] = .init(
        author: name(actor), kind: kind.code, status: "imported", versions: 1,
        hash: record.note.hash.hexadecimal)
    }
  }
}
