/// Notes were opened for somebody: recorded before their words were shown.
package struct NotesRead: EventContent {
  package static let code = "note.read"

  /// As many as fit into one leaf with room to spare; more are several entries.
  package static let most = 300

  package let notes: [Read]
  package let destination: Destination

  /// One version of one note that is about to be opened.
  package struct Read: Sendable, Hashable {
    package let file: CaseFileID
    package let note: NoteID
    package let version: UInt32
    package let kind: NoteKind

    package init(file: CaseFileID, note: NoteID, version: UInt32, kind: NoteKind) {
      self.file = file
      self.note = note
      self.version = version
      self.kind = kind
    }
  }

  package init(_ notes: [Read], to destination: Destination) {
    self.notes = notes
    self.destination = destination
  }

  package init(from fields: inout JSONFields) throws(UnexpectedJSON) {
    notes = try fields.list("notes") { (fields) throws(UnexpectedJSON) in
      Read(
        file: try fields.identifier("file"), note: try fields.identifier("note"),
        version: try fields.count("version"), kind: try fields.noteKind())
    }
    guard !notes.isEmpty else { throw .unknownValue(key: "notes") }
    destination = try Destination(from: &fields)
  }

  package func write(to object: inout JSONObject) {
    object.append(list: "notes", notes) { read, object in
      object.append("file", read.file)
      object.append("note", read.note)
      object.append(count: "version", read.version)
      object.append("kind", .string(read.kind.code))
    }
    object.append("to", .string(destination.rawValue))
  }

  package func acts(by signer: MemberID, in state: VaultState) -> [Act] {
    notes.map { Act(.readNotes, on: .notes(of: $0.kind, by: signer, in: $0.file)) }
  }

  package func apply(to state: inout VaultState, as entry: EntryFacts) {}
}

/// Where opened words go (design §9: whatever is not the screen is an export).
package enum Destination: String, Sendable, CaseIterable {
  case terminal
  case editor
  case pipe
  case file
  case socket
  /// Handed to a program that uses the library.
  case program

  package var isExport: Bool { self != .terminal && self != .editor }

  init(from fields: inout JSONFields) throws(UnexpectedJSON) {
    guard let destination = Destination(rawValue: try fields.string("to")) else {
      throw .unknownValue(key: "to")
    }
    self = destination
  }
}
