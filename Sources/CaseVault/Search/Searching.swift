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
  /// Case files that were not searched because their key has not been handed on to this member yet.
  package let filesWaiting: Int
  /// Set when not everything was there to be searched.
  package let gap: IncompleteSearch?
}

/// A search came upon fewer envelopes than the log names: what was found may not be all there is.
package struct IncompleteSearch: Error, Equatable {
  /// The case files with a gap, in their order.
  package let files: [CaseFileID]
  /// Versions of notes and records that are missing from them, or do not open.
  package let missing: Int
}

extension IncompleteSearch {
  /// A gap with some more of what is not to be had; nil where there is neither.
  fileprivate init?(_ gap: IncompleteSearch?, and damaged: [CaseFileID], in files: [CaseFile]) {
    let all = Set(damaged).union(gap?.files ?? [])
    guard !all.isEmpty else { return nil }
    self.init(
      files: files.map(\.id).filter(all.contains), missing: (gap?.missing ?? 0) + damaged.count)
  }
}

extension IncompleteSearch {
  /// Two gaps as one; nil where there is neither.
  fileprivate init?(_ first: IncompleteSearch?, and second: IncompleteSearch?) {
    guard first != nil || second != nil else { return nil }
    self.init(
      files: (first?.files ?? []) + (second?.files ?? []),
      missing: (first?.missing ?? 0) + (second?.missing ?? 0))
  }
}

extension Vault {
  /// Looks for a term in the latest version of every note of the files that this member holds, or of
  /// one file. Case is ignored. The search is recorded first, without the term, and each note shown.
  /// `progress` gets a share from 0 to 1, from whichever thread has come so far, one at a time.
  package func search(
    for needle: TextNeedle, in file: CaseFileID? = nil, atMost limit: Int = 100,
    to destination: Destination, progress: @escaping @Sendable (Double) -> Void = { _ in }
  ) throws -> SearchResult {
    let searchable = try searchable(file)
    let (files, granted) = (searchable.held, searchable.granted)
    // What is seen from here on holds all that these files are known to have. It is planned before the
    // entry of the search, since pages can be read as they lie only while nothing stands in SQLite's log.
    let areMost = try areMost(files)
    let (current, gap) = try storage.reading { reader in
      let survey = areMost ? try reader.survey() : nil
      let receipt = try journal.record(FilesSearched(file: file, files: searchable.count))
      guard receipt.searched(file) else { throw MisusedPermit() }
      let held =
        try areMost
        ? searchRows(of: files, for: needle, by: survey, progress)
        : searchNotes(of: files, for: needle, progress)
      guard !granted.isEmpty else { return held }
      let more = try searchNotes(of: granted, for: needle, { _ in })
      return (held.0 + more.0, IncompleteSearch(held.1, and: more.1))
    }
    let (hits, damaged) = try hits(
      Array(current.prefix(limit)), of: needle, to: destination)
    return SearchResult(
      hits: hits, total: current.count - damaged.count, filesSearched: searchable.count,
      filesWaiting: searchable.waiting,
      gap: IncompleteSearch(gap, and: damaged, in: files + granted))
  }

  /// Whether going through all rows reads less than fetching those of these files one by one.
  private func areMost(_ files: [CaseFile]) throws -> Bool {
    let all = try state.files
    guard files.count < all.count else { return true }
    let stored = files.reduce(0) { $0 + $1.stored }
    return stored * 2 >= all.values.reduce(0) { $0 + $1.stored }
  }

  /// Looks through all rows as they lie, then at the histories of those files where something was found.
  private func searchRows(
    of files: [CaseFile], for needle: TextNeedle, by survey: (any StorageSurvey)?,
    _ progress: @escaping @Sendable (Double) -> Void
  ) throws -> ([Confirmed], IncompleteSearch?) {
    let shelves = SearchedShelves(
      try storage.reading { reader in try openShelves(of: files, in: reader) })
    let plain = PlainSurvey(parts: Processors.count)
    let watched = WatchedSurvey(survey ?? plain, tell: progress)
    let stored = files.reduce(0) { $0 + $1.stored }
    let found: SearchFindings
    do {
      found = try look(for: needle, expecting: stored, on: shelves, by: watched)
    } catch is UnprovenStructure {
      let again = WatchedSurvey(plain, atLeast: watched.progress.share, tell: progress)
      found = try look(for: needle, expecting: stored, on: shelves, by: again)
    }
    // By place: a case file is much to copy.
    let hit = files.indices.filter { found.candidates[files[$0].id] != nil }
    let confirmed = try eachHistory(of: hit.map { files[$0] }) {
      Self.confirmed(found, in: $1, of: $0)
    }
    let expected = files.map { ($0.id, $0.stored) }
    return (confirmed.flatMap(\.self), try gap(in: found, outOf: expected))
  }

  private func look(
    for needle: TextNeedle, expecting rows: Int, on shelves: SearchedShelves,
    by survey: any StorageSurvey
  ) throws -> SearchFindings {
    let next = Atomic<Int>(survey.rowShares.lowerBound)
    let storage = storage
    return try onEveryProcessor(for: needle, expecting: rows) { worker in
      try worker.run(on: storage, through: shelves, of: survey, taking: next)
    }
  }

  /// Fetches what the histories name, note by note.
  private func searchNotes(
    of files: [CaseFile], for needle: TextNeedle, _ progress: @escaping @Sendable (Double) -> Void
  ) throws -> ([Confirmed], IncompleteSearch?) {
    let stored = files.reduce(0) { $0 + $1.stored }
    let progress = SearchProgress(of: files.count + stored, tell: progress)
    let granted = try storage.reading { reader in try openForSearching(files, in: reader) }
    let histories = try eachHistory(of: files) {
      progress.add(1)
      return (file: $0, history: $1)
    }
    let notes = histories.enumerated().map { place, found in
      (
        found.file.id,
        found.history.notes.filter(\.isStanding).compactMap {
          searched($0, in: found.file, by: granted[found.file.id], at: place)
        }
      )
    }
    let next = Atomic<Int>(0)
    let (storage, all) = (storage, notes.flatMap(\.1))
    let found = try onEveryProcessor(for: needle, expecting: all.count) { worker in
      try worker.run(on: storage, through: all, taking: next, telling: progress)
    }
    let expected = notes.map { ($0.0, $0.1.count) }
    let confirmed = histories.flatMap { Self.confirmed(found, in: $0.history, of: $0.file) }
    let gap = try gap(in: found, outOf: expected)
    let unknown = files.map(\.id).filter { granted[$0]?.fault != nil }
    guard !unknown.isEmpty else { return (confirmed, gap) }
    return (
      confirmed,
      IncompleteSearch(gap, and: IncompleteSearch(files: unknown, missing: unknown.count))
    )
  }

  /// Nil for another author's psychotherapy notes, and for what a grant does not open.
  private func searched(
    _ note: NoteRecord, in file: CaseFile, by granted: GrantedRows?, at place: Int
  ) -> SearchedNote? {
    let isProcess = note.kind.compartment == .process
    let key = note.latest.notice.key
    if let granted, !isProcess {
      return granted.row(of: key, for: note).map {
        SearchedNote(
          file: SearchedFile(id: file.id, place: place), envelope: key, compartment: $0.compartment,
          slots: $0.slots)
      }
    }
    guard !isProcess || note.author == member,
      let compartment = isProcess ? file.processes[member] : file.compartment
    else { return nil }
    return SearchedNote(
      file: SearchedFile(id: file.id, place: place), envelope: key, compartment: compartment,
      slots: nil)
  }

  /// Holds what was there against what the log names, file by file. More than the log had when the search
  /// was recorded is what others wrote meanwhile; what does not open was not counted.
  private func gap(
    in found: SearchFindings, outOf expected: [(file: CaseFileID, count: Int)]
  ) throws -> IncompleteSearch? {
    let opened = found.byFile(of: expected.count)
    let missing = try eachOnAnyProcessor(of: Array(expected.indices)) { place in
      max(0, expected[place].count - opened.count(inFileAt: place))
    }
    let short = expected.indices.filter { missing[$0] > 0 }
    guard !short.isEmpty else { return nil }
    return IncompleteSearch(
      files: short.map { expected[$0].file }, missing: missing.reduce(0, +))
  }

  /// Case files that a search goes through.
  private struct Searchable {
    /// Whose key the member holds.
    var held: [CaseFile] = []
    /// Of which a grant opens a part.
    var granted: [CaseFile] = []
    /// How many more there are whose key the member waits for.
    var waiting = 0

    var count: Int { held.count + granted.count }
  }

  private func searchable(_ file: CaseFileID?) throws -> Searchable {
    try journal.catchUp()
    let state = try state
    var found = Searchable()
    if let file {
      let known = try known(file, in: state)
      let isGranted = isGranted(known, in: state)
      return Searchable(held: isGranted ? [] : [known], granted: isGranted ? [known] : [])
    }
    let (member, now, parts) = (member, now(), Processors.count)
    let all = try eachOnAnyProcessor(of: Array(0..<parts)) { part in
      state.files(reachedBy: .searchFiles, of: member, at: now, part: part, of: parts)
    }.flatMap(\.self)
    found.granted = state.runningGrants(of: member) ? all.filter { isGranted($0, in: state) } : []
    let others = Set(found.granted.map(\.id))
    let files =
      state.unsettled.isEmpty && others.isEmpty && !state.hasOpenEmergency(member)
      ? all
      : all.filter {
        guard state.readsByEmergency(member, $0, at: now) == nil else {
          return state.holdsForEmergencies($0, member)
        }
        return !others.contains($0.id) && !state.isOnItsWay($0.compartment, to: member)
      }
    found.waiting = all.count - files.count - others.count
    // By place: a case file is much to move about.
    let numbers = files.map(\.number)
    found.held = files.indices.sorted { numbers[$0] < numbers[$1] }.map { files[$0] }
    return found
  }

  /// Whether this member reads the file by a grant alone.
  private func isGranted(_ file: CaseFile, in state: VaultState) -> Bool {
    state.readsByGrants(member, file, at: now())
  }

  /// Opens what these files' notes lie under; for those that are granted in part, says what that is.
  private func openForSearching(
    _ files: [CaseFile], in reader: any StorageReader
  ) throws -> [CaseFileID: GrantedRows] {
    let state = try state
    var granted: [CaseFileID: GrantedRows] = [:]
    for file in files where !file.grants.isEmpty {
      granted[file.id] = try grantedRows(of: file, in: state, from: reader)
    }
    _ = try openShelves(of: files.filter { granted[$0.id] == nil }, in: reader)
    return granted
  }

  private func onEveryProcessor(
    for needle: TextNeedle, expecting rows: Int,
    _ run: @Sendable (inout SearchWorker) throws -> SearchFindings
  ) throws -> SearchFindings {
    let (keyring, id) = (keys.keyring, ContentHash(id))
    let parts = Array(0..<Processors.count)
    let found = try eachOnAnyProcessor(of: parts) { _ in
      var worker = try SearchWorker(for: needle, expecting: rows, of: id, keyring: keyring)
      return try run(&worker)
    }
    return found.reduce(SearchFindings()) { $0.joined(with: $1) }
  }

  private func openShelves(
    of files: [CaseFile], in reader: any StorageReader
  ) throws -> [SearchedShelf] {
    var shelves: [SearchedShelf] = []
    shelves.reserveCapacity(files.count)
    // By place: a case file is much to copy, and few have notes for psychotherapy.
    for place in files.indices {
      let searched = SearchedFile(id: files[place].id, place: place)
      shelves.append(
        SearchedShelf(
          file: searched, shelf: files[place].shelf, compartment: files[place].compartment))
      guard !files[place].processShelves.isEmpty else { continue }
      let file = files[place]
      if let process = file.processes[member], let shelf = file.processShelves[member] {
        shelves.append(SearchedShelf(file: searched, shelf: shelf, compartment: process))
      }
      for (author, shelf) in file.processShelves where author != member {
        shelves.append(SearchedShelf(file: searched, shelf: shelf, compartment: nil))
      }
    }
    let state = try state
    for file in files where state.readsByEmergency(member, file, at: now()) != nil {
      try openKey(of: file, in: state, from: reader)
    }
    try keys.open(
      shelves.compactMap(\.compartment), of: state, in: reader, vault: id,
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

  /// What was found in the latest version of a note that stands, in the order in which the notes came in.
  private static func confirmed(
    _ found: SearchFindings, in history: FileHistory, of file: CaseFile
  ) -> [Confirmed] {
    let envelopes = found.candidates[file.id, default: []]
    // Mostly one or two: compared sooner than twenty notes' keys are hashed.
    let few = envelopes.count <= 8 ? Array(envelopes) : []
    // By place: a note's record is much to copy, and most of them are not asked for.
    return history.notes.indices
      .filter { place in
        let key = history.notes[place].latest.notice.key
        return few.isEmpty ? envelopes.contains(key) : few.contains(key)
      }
      .map { Confirmed(file: file, record: history.notes[$0]) }
      .filter(\.record.isStanding)
  }

  /// Those that are shown, each recorded first, as many in one entry as fit into a leaf; and the files of those
  /// that turn out to be changed in what was not searched.
  private func hits(
    _ shown: [Confirmed], of needle: TextNeedle, to destination: Destination
  ) throws -> ([SearchHit], damaged: [CaseFileID]) {
    var hits: [SearchHit] = []
    var damaged: [CaseFileID] = []
    for start in stride(from: 0, to: shown.count, by: NotesRead.most) {
      let part = shown[start..<min(start + NotesRead.most, shown.count)]
      let receipt = try journal.record(NotesRead(part.map(\.read), to: destination))
      // A colleague may have rotated a file since it was searched.
      try journal.reading { reader in
        var granted: [CaseFileID: GrantedRows?] = [:]
        for confirmed in part {
          do {
            let rows =
              try granted[confirmed.file.id]
              ?? grantedRows(of: confirmed.file, in: try state, from: reader)
            granted[confirmed.file.id] = .some(rows)
            hits.append(try hit(confirmed, of: needle, by: rows, in: reader, showing: receipt))
          } catch is IntegrityFault {
            damaged.append(confirmed.file.id)
          }
        }
      }
    }
    return (hits, damaged)
  }

  private func hit(
    _ confirmed: Confirmed, of needle: TextNeedle, by granted: GrantedRows?,
    in reader: any StorageReader, showing receipt: borrowing Receipt
  ) throws -> SearchHit {
    let notice = confirmed.record.latest.notice
    let keyed = try keyed(
      notice, of: confirmed.record, in: confirmed.file, by: granted, from: reader)
    let texts = try texts(
      of: confirmed.read, in: keyed.stored, as: keyed.compartment, showing: receipt)
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
