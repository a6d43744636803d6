@testable import Casework

// Notes that take two signatures, told a second time.

extension PlainModel {
  /// The same of a trainee's submitting.
  mutating func submit(
    _ note: String, in file: String, kind: String, words: Waiting, after: String,
    by member: String, head: String
  ) -> Bool {
    guard let known = files[file], has(member, oneOf: ["trainee"]),
      known.assigned.contains(member) || isGranted(member, file),
      !known.conflicts.contains(member), kind == "progress",
      hang(file, after: after, head: head)
    else { return false }
    waiting["\(note) of \(member)"] = words
    return true
  }

  /// The same of what a supervisor does with it.
  mutating func answer(
    _ note: String, of author: String, in file: String, kind: String, signing words: Waiting?,
    after: String, by member: String, head: String
  ) -> Bool {
    guard let known = files[file], has(member, oneOf: ["supervisor"]), works(member, in: known),
      author != member, kind == "progress",
      (supervisors[author] ?? []).contains(member) || !known.assigned.contains(author)
        || !isHere(author),
      let waits = waiting["\(note) of \(author)"], !waits.isReturned, words ?? waits == waits,
      hang(file, after: after, head: head)
    else { return false }
    waiting["\(note) of \(author)"] = nil
    if words == nil {
      waiting["\(note) of \(author)"] = Waiting(
        version: waits.version, hash: waits.hash, isReturned: true)
    }
    return true
  }

  /// Whoever goes on with a note of their own takes it back.
  mutating func goOn(with note: String, by member: String) {
    waiting["\(note) of \(member)"] = nil
  }

  mutating func coSigned(
    _ note: String, of author: String, in file: String, kind: String, version: Int, hash: String
  ) -> Bool {
    guard let known = files[file]?.notes[note], known.status == "submitted",
      known.author == author, known.kind == kind, version == known.versions, hash == known.hash
    else { return false }
    files[file]?.notes[note]?.status = "signed"
    return true
  }

  mutating func givenBack(
    _ note: String, of author: String, in file: String, kind: String,
    comment: (note: String, hash: String)?, by member: String
  ) -> Bool {
    guard let known = files[file]?.notes[note], known.status == "submitted",
      known.author == author, known.kind == kind
    else { return false }
    files[file]?.notes[note]?.status = "draft"
    if let comment {
      files[file]?.notes[comment.note] = Note(
        author: member, kind: kind, status: "comment", versions: 1, hash: comment.hash, parent: note
      )
    }
    return true
  }
}

extension PlainModel {
  mutating func added(
    _ note: String, to parent: String, in file: String, kind: String, hash: String,
    as status: String, by member: String
  ) -> Bool {
    guard files[file]?.notes[note] == nil, let known = files[file]?.notes[parent],
      known.parent == nil, ["signed", "imported"].contains(known.status), known.kind == kind,
      kind == "progress" || known.author == member
    else { return false }
    files[file]?.notes[note] = Note(
      author: member, kind: kind, status: status, versions: 1, hash: hash, parent: parent)
    return true
  }
}
