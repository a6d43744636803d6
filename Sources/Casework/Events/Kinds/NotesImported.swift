/// Records of another system come in, locked: the past is not rewritten here.
///
/// The notes of each file lie in a chunk of their own (``ImportedNotes``), and a chunk named here lists
/// these: so an import of any size is one short entry, and a reader of one file opens one chunk.
package struct NotesImported: ListingEvent {
  package static let code = "notes.imported"

  package let count: Int
  package let chunk: ContentHash

  package init(count: Int, chunk: ContentHash) {
    self.count = count
    self.chunk = chunk
  }

  /// Policy judges each file in ``apply(to:as:)``, when the list is at hand.
  package func acts(by signer: MemberID, in state: VaultState) -> [Act] { [Act(.takePart)] }

  package func apply(to state: inout VaultState, as entry: EntryFacts) throws(Violation) {
    let parts = try entry.manifest.lines(of: NotesImported.self)
    guard parts.reduce(0, { $0 + Int($1.count) }) == count else { throw .badManifest }
    var extended: [Part] = []
    do throws(Violation) {
      for part in parts {
        try part.apply(to: &state, as: entry)
        extended.append(part)
      }
    } catch {
      for part in extended {
        state.shorten(part.file, to: part.after, without: Int(part.count))
      }
      throw error
    }
  }

  /// What one import brings into one file.
  package struct Part: ListedRecord, Hashable {
    package let file: CaseFileID
    package let after: Link
    package let count: UInt32
    /// The address of the chunk with this file's notes.
    package let chunk: ContentHash
    /// Whether psychotherapy notes of the importer are among them.
    package let process: Bool

    package init(
      file: CaseFileID, after: Link, count: UInt32, chunk: ContentHash, process: Bool
    ) {
      self.file = file
      self.after = after
      self.count = count
      self.chunk = chunk
      self.process = process
    }

    package static let width = 93

    /// `file(16) ‖ u64 sequence and hash(32) of the link before ‖ u32 count ‖ chunk(32) ‖ u8 process`.
    package init(record: Span<UInt8>) throws(MalformedIdentifier) {
      guard record.count == Self.width, record[92] <= 1 else { throw MalformedIdentifier() }
      file = try CaseFileID(bytes: record.extracting(0..<16))
      after = Link(
        sequence: record.word(at: 16), hash: try ContentHash(bytes: record.extracting(24..<56)))
      count = UInt32(truncatingIfNeeded: record.word(at: 52))
      chunk = try ContentHash(bytes: record.extracting(60..<92))
      process = record[92] == 1
    }

    package func write(to writer: inout ByteWriter) {
      writer.append(file)
      writer.append(after.sequence)
      writer.append(after.hash)
      writer.append(count)
      writer.append(chunk)
      writer.append(process ? 1 : 0 as UInt8)
    }

    /// What the importer must be allowed to do for this part. What comes in is locked like what is
    /// signed, so it takes the same power: a trainee does not get round the co-signature by importing.
    package func acts(by signer: MemberID) -> [Act] {
      let whole = Act(.signNotes, on: .file(file))
      return process ? [whole, Act(.signNotes, on: .process(file, author: signer))] : [whole]
    }

    /// Whether a chunk holds what this part of an entry says of it. Replay does not open the chunks;
    /// whoever verifies the whole does.
    package func describes(
      _ imported: ImportedNotes, by importer: MemberID, at moment: Moment
    ) -> Bool {
      imported.file == file && imported.after == after && imported.importer == importer
        && imported.at == moment && imported.records.count == Int(count)
        && imported.records.contains { $0.kind.compartment == .process } == process
    }

    fileprivate func apply(to state: inout VaultState, as entry: EntryFacts) throws(Violation) {
      if let refusal = Policy.refusal(of: acts(by: entry.member), by: entry.member, in: state) {
        throw .refused(refusal.reason)
      }
      guard !process || state.files[file]?.processes[entry.member] != nil else {
        throw .unknownCompartment
      }
      let link = Link(sequence: entry.link.sequence, hash: chunk)
      try state.extend(file, after: after, with: link, storing: Int(count))
    }
  }

  package typealias Line = Part

  /// The parts that the chunk's text lists, one for each file.
  package static func parts(in text: [UInt8]) throws(Violation) -> [Part] { try lines(in: text) }
}
