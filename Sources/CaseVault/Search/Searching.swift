package import Casework
import Dispatch
import Keyring
import Sodium
import Synchronization
import System

/// A note in which the term stands, with the line around the first place.
package struct SearchHit: Sendable {
  package let file: CaseFileID
  package let note: NoteID
  package let summary: NoteSummary
  package let excerpt: Excerpt
}

/// What a search found, and how much of it is shown.
package struct SearchResult: Sendable {
  package let hits: [SearchHit]
  /// Matches in all, shown or not.
  package let total: Int
  package let filesSearched: Int
  /// Set when not everything was there to be searched.
  package let gap: IncompleteSearch?
}

/// A search came upon fewer envelopes than the log names: what was found may not be all there is.
package struct IncompleteSearch: Error, Equatable {
  /// The case files with a gap, in their order.
  package let files: [CaseFileID]
  /// Versions of notes and records that are missing from them.
  package let missing: Int
}

extension Vault {
  /// Looks for a term in the latest version of every note of the files that this member holds, or of
  /// one file. Case is ignored. The search is recorded first, without the term, and each note shown.
  package func search(
    for needle: TextNeedle, in file: CaseFileID? = nil, atMost limit: Int = 100,
    to destination: Destination
  ) throws -> SearchResult {
    let files = try searchable(file)
    let receipt = try journal.record(FilesSearched(file: file, files: files.count))
    let found = try candidates(for: needle, in: files, showing: receipt)
    let current = try confirmed(found.candidates, in: files)
    let shown = Array(current.prefix(limit))
    try record(shown.map(\.read), to: destination)
    return SearchResult(
      hits: try shown.map { try hit($0, of: needle) }, total: current.count,
      filesSearched: files.count, gap: gap(in: found.counted, of: files))
  }

  /// Holds what was read against the log's count, file by file. More than the log had when the search was
  /// recorded is what others wrote meanwhile; what nobody wrote does not open, and stops the search.
  private func gap(in counted: [CaseFileID: Int], of files: [CaseFile]) -> IncompleteSearch? {
    let short = files.filter { counted[$0.id, default: 0] < $0.stored }
    guard !short.isEmpty else { return nil }
    let missing = short.reduce(0) { $0 + $1.stored - counted[$1.id, default: 0] }
    return IncompleteSearch(files: short.map(\.id), missing: missing)
  }

  /// The files that this member may search: those that are assigned to them.
  private func searchable(_ file: CaseFileID?) throws -> [CaseFile] {
    try journal.catchUp()
    let state = try state
    if let file { return [try known(file, in: state)] }
    return state.files.values.filter { $0.assigned.contains(member) }
      .sorted { $0.number < $1.number }
  }

  private func candidates(
    for needle: TextNeedle, in files: [CaseFile], showing receipt: borrowing Receipt
  ) throws -> SearchFindings {
    guard receipt.searched(files.count == 1 ? files[0].id : nil) || receipt.searched(nil) else {
      throw MisusedPermit()
    }
    let shelves = try storage.reading { reader in try openShelves(of: files, in: reader) }
    let walk = SearchWalk(
      through: files.reduce(0) { $0 + $1.stored },
      of: try state.files.values.reduce(0) { $0 + $1.stored })
    let next = Atomic<Int>(0)
    let found = Mutex<Result<SearchFindings, any Error>>(.success(SearchFindings()))
    let (storage, keyring, id) = (storage, keys.keyring, ContentHash(id))
    let workers = min(max(shelves.count, 1), Processors.count)
    DispatchQueue.concurrentPerform(iterations: workers) { number in
      let part = Result {
        var worker = try SearchWorker(for: needle, on: shelves, in: id, keyring: keyring)
        return switch walk {
        case .shelves: try worker.run(on: storage, taking: next)
        case .everything: try worker.run(on: storage, part: number, of: workers)
        }
      }
      found.withLock { whole in
        whole = whole.flatMap { known in part.map { known.joined(with: $0) } }
      }
    }
    return try found.withLock { try $0.get() }
  }

  private func openShelves(
    of files: [CaseFile], in reader: any StorageReader
  ) throws -> [SearchedShelf] {
    let shelves = files.flatMap { file in
      var shelves = [
        SearchedShelf(file: file.id, shelf: file.shelf, compartment: file.compartment)
      ]
      if let process = file.processes[member], let shelf = file.processShelves[member] {
        shelves.append(SearchedShelf(file: file.id, shelf: shelf, compartment: process))
      }
      for (author, shelf) in file.processShelves where author != member {
        shelves.append(SearchedShelf(file: file.id, shelf: shelf, compartment: nil))
      }
      return shelves
    }
    try keys.open(
      shelves.compactMap(\.compartment), of: try state, in: reader, vault: id,
      keepingIn: journal.memory)
    return shelves
  }

  /// A candidate that is the latest version of a note that still stands.
  private struct Confirmed {
    let file: CaseFile
    let record: NoteRecord

    var read: NotesRead.Read {
      NotesRead.Read(
        file: file.id, note: record.id, version: record.latest.notice.version, kind: record.kind)
    }
  }

  /// The candidates that are the latest version of a note that still stands: file by file as these are
  /// given, and in each in the order in which the notes came in.
  private func confirmed(
    _ candidates: [SearchCandidate], in files: [CaseFile]
  ) throws -> [Confirmed] {
    let found = Dictionary(grouping: candidates, by: \.file)
    let files = files.filter { found[$0.id] != nil }
    return try histories(of: files).flatMap { file, history -> [Confirmed] in
      let envelopes = Set(found[file.id, default: []].map(\.envelope))
      return history.notes
        .filter { $0.isStanding && envelopes.contains($0.latest.notice.key) }
        .map { Confirmed(file: file, record: $0) }
    }
  }

  /// One entry for as many notes as fit into a leaf.
  private func record(_ reads: [NotesRead.Read], to destination: Destination) throws {
    for start in stride(from: 0, to: reads.count, by: NotesRead.most) {
      let part = Array(reads[start..<min(start + NotesRead.most, reads.count)])
      _ = try journal.record(NotesRead(part, to: destination))
    }
  }

  private func hit(_ confirmed: Confirmed, of needle: TextNeedle) throws -> SearchHit {
    let notice = confirmed.record.latest.notice
    let compartment = try compartment(of: confirmed.record, in: confirmed.file)
    let texts = try storage.reading { reader in
      try self.texts(of: try fetch(notice, from: reader), as: compartment)
    }
    // What was searched is what is shown: the hash of the row was not compared while searching.
    guard let range = needle.firstMatch(in: texts.body) else {
      throw IntegrityFault(.envelopeChanged, at: .envelope(notice))
    }
    let summary = NoteSummary(
      id: confirmed.record.id, file: confirmed.file.id, record: confirmed.record,
      version: notice.version, header: try noteHeader(texts.header, of: notice))
    return SearchHit(
      file: confirmed.file.id, note: confirmed.record.id, summary: summary,
      excerpt: Excerpt(around: range, in: texts.body.span))
  }
}
