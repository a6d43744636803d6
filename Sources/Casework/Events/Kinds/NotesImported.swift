/// Records of another system come in, locked: the past is not rewritten here.
///
/// The notes of each file lie in a chunk of their own (``ImportedNotes``), and a chunk named here lists
/// these: so an import of any size is one short entry, and a reader of one file opens one chunk.
package struct NotesImported: EventContent {
  package static let code = "notes.imported"

  package let count: Int
  package let chunk: ContentHash

  package init(count: Int, chunk: ContentHash) {
    self.count = count
    self.chunk = chunk
  }

  package init(from fields: inout JSONFields) throws(UnexpectedJSON) {
    count = try fields.count("count")
    chunk = try fields.hash("chunk")
  }

  package func write(to object: inout JSONObject) {
    object.append(count: "count", count)
    object.append("chunk", chunk)
  }

  package var manifest: ContentHash? { chunk }

  /// Policy judges each file in ``apply(to:as:)``, when the list is at hand.
  package func acts(by signer: MemberID, in state: VaultState) -> [Act] { [Act(.takePart)] }

  package func apply(to state: inout VaultState, as entry: EntryFacts) throws(Violation) {
    let parts = try NotesImported.parts(in: entry.manifest)
    guard parts.reduce(0, { $0 + $1.count }) == count else { throw .badManifest }
    var changed = state
    for part in parts {
      if let refusal = Policy.refusal(of: part.acts(by: entry.member), by: entry.member, in: state)
      {
        throw .refused(refusal.reason)
      }
      let link = Link(sequence: entry.link.sequence, hash: part.chunk)
      try changed.extend(part.file, after: part.after, with: link)
    }
    state = changed
  }

  /// What one import brings into one file.
  package struct Part: Sendable, Hashable {
    package let file: CaseFileID
    package let after: Link
    package let count: Int
    /// The address of the chunk with this file's notes.
    package let chunk: ContentHash
    /// Whether psychotherapy notes of the importer are among them.
    package let process: Bool

    package init(
      file: CaseFileID, after: Link, count: Int, chunk: ContentHash, process: Bool
    ) {
      self.file = file
      self.after = after
      self.count = count
      self.chunk = chunk
      self.process = process
    }

    init(from fields: inout JSONFields) throws(UnexpectedJSON) {
      file = try fields.identifier("file")
      after = try fields.link("after")
      count = try fields.count("count")
      chunk = try fields.hash("chunk")
      process = try fields.bool("process")
    }

    func write(to object: inout JSONObject) {
      object.append("file", file)
      object.append("after", after)
      object.append(count: "count", count)
      object.append("chunk", chunk)
      object.append("process", .bool(process))
    }

    /// What the importer must be allowed to do for this part.
    package func acts(by signer: MemberID) -> [Act] {
      let whole = Act(.writeNotes, on: .file(file))
      return process ? [whole, Act(.writeNotes, on: .process(file, author: signer))] : [whole]
    }
  }

  package static func manifest(of parts: [Part]) throws(InvalidJSON) -> [UInt8] {
    var text: [UInt8] = []
    for part in parts {
      var object = JSONObject()
      part.write(to: &object)
      text.append(contentsOf: try StrictJSON.write(object))
      text.append(UInt8(ascii: "\n"))
    }
    return text
  }

  package static func parts(in text: [UInt8]) throws(Violation) -> [Part] {
    do {
      return try ManifestLines.each(in: text) { (fields) throws(UnexpectedJSON) in
        try Part(from: &fields)
      }
    } catch {
      throw .badManifest
    }
  }
}
