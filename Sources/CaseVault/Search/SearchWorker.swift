import Casework
import Keyring
import Sodium
import Synchronization
import System

/// A case file that is searched, and its place among them all.
struct SearchedFile: Sendable {
  let id: CaseFileID
  let place: Int
}

/// What lies on one shelf, and the compartment that opens it.
struct SearchedShelf: Sendable {
  let file: SearchedFile
  let shelf: Int64
  /// Nil for another author's psychotherapy notes, which are only counted.
  let compartment: CompartmentID?
}

/// All shelves of one search, found by their numbers.
struct SearchedShelves: Sendable {
  let all: [SearchedShelf]
  let places: [Int64: Int]

  init(_ all: [SearchedShelf]) {
    self.all = all
    places = Dictionary(
      all.indices.map { (all[$0].shelf, $0) }, uniquingKeysWith: { first, _ in first })
  }
}

/// The latest version of a note that stands, and the compartment that opens it.
struct SearchedNote: Sendable {
  let file: SearchedFile
  let envelope: EnvelopeKey
  let compartment: CompartmentID
  /// The slots to open it with where not those of its row: a grant's.
  let slots: [UInt8]?
}

/// What one or several threads came upon.
struct SearchFindings: Sendable {
  /// Bodies in which the term stands. Whether these are notes that may be shown is not known yet, so no
  /// word of them is kept.
  var candidates: [CaseFileID: Set<EnvelopeKey>] = [:]
  /// What was there and opened, by thread; a row that stands twice is here twice.
  private var opened: [[Opened]] = []

  /// One version of an envelope, and the place of its case file among those searched.
  struct Opened: Sendable {
    let key: EnvelopeKey
    let file: UInt32
  }

  init() {}

  init(candidates: [CaseFileID: Set<EnvelopeKey>], opened: [Opened]) {
    self.candidates = candidates
    self.opened = [opened]
  }

  func joined(with other: SearchFindings) -> SearchFindings {
    var all = self
    all.candidates.merge(other.candidates) { $0.union($1) }
    all.opened += other.opened
    return all
  }

  /// What was there, by case file.
  func byFile(of files: Int) -> OpenedByFile {
    OpenedByFile(opened, of: files)
  }
}

/// The versions of envelopes that a search came upon, by the place of their case file among those searched.
///
/// In one piece of memory: a list for each of thousands of files takes longer to make than to fill.
struct OpenedByFile: Sendable {
  private let keys: [EnvelopeKey]
  /// Where each file's begin, and where the last one's end.
  private let starts: [Int]

  fileprivate init(_ opened: [[SearchFindings.Opened]], of files: Int) {
    var starts = [Int](repeating: 0, count: files + 1)
    for part in opened { for one in part { starts[Int(one.file) + 1] += 1 } }
    for place in 0..<files { starts[place + 1] += starts[place] }
    let nothing = EnvelopeKey(id: EnvelopeID(high: 0, low: 0), version: 0)
    var keys = [EnvelopeKey](repeating: nothing, count: starts[files])
    var next = starts
    for part in opened {
      for one in part {
        keys[next[Int(one.file)]] = one.key
        next[Int(one.file)] += 1
      }
    }
    (self.keys, self.starts) = (keys, starts)
  }

  /// How many versions of envelopes of the file at this place were there. One that stands twice counts
  /// once, or it could stand in for the row that it was written over.
  func count(inFileAt place: Int) -> Int {
    // Sorted, as the twenty of a file take a third of the time that a set of them would.
    let found = keys[starts[place]..<starts[place + 1]].sorted { $0 < $1 }
    return zip(found, found.dropFirst())
      .reduce(found.isEmpty ? 0 : 1) { $1.0 == $1.1 ? $0 : $0 + 1 }
  }
}

/// Looks through bodies on one thread, with its own view of the storage and its own guarded memory.
///
/// Only bodies are opened, one after the other in the same guarded memory; the storage sees a reader of
/// every row, whatever the term. Source: design §4 and §8.
struct SearchWorker: ~Copyable {
  private let needle: TextNeedle
  private let keyring: Keyring
  private var opener: EnvelopeOpener
  private var candidates: [CaseFileID: Set<EnvelopeKey>] = [:]
  private var opened: [SearchFindings.Opened] = []

  /// - Parameter expected: about so many rows, on all threads together. By the log, in which an import may
  ///   claim more than there are.
  init(
    for needle: TextNeedle, expecting expected: Int, of vault: ContentHash, keyring: Keyring
  ) throws {
    self.needle = needle
    self.keyring = keyring
    let expected = min(expected, 1 << 20)
    opened.reserveCapacity(expected / Processors.count + expected / 16)
    opener = try EnvelopeOpener(vault: vault, keyring: keyring)
  }

  /// Goes through all rows as they lie, share by share until none is left, and passes over those of other
  /// shelves: where most are to be searched, each page is read once and in order.
  /// Throws ``UnprovenStructure`` as the survey does.
  mutating func run(
    on storage: any Storage, through shelves: SearchedShelves, of survey: any StorageSurvey,
    taking next: borrowing Atomic<Int>
  ) throws -> SearchFindings {
    let keys = try SymmetricKeys(of: shelves.all.map(\.compartment), in: keyring)
    let needle = needle
    try storage.reading { reader in
      while true {
        let share = next.add(1, ordering: .relaxed).oldValue
        guard survey.rowShares.contains(share) else { return }
        try survey.takeRows(of: share, through: reader) { key, number, slots, header, body in
          guard let place = shelves.places[number] else { return }
          let shelf = shelves.all[place]
          guard let compartment = shelf.compartment else {
            opened.add(key, at: shelf.file.place)
            return
          }
          let holds = try unlessDamaged {
            try opener.withBody(
              of: key.id, version: key.version, slots: slots, header: header, body: body,
              as: compartment, keptAt: place, in: keys
            ) { text in needle.firstMatch(in: text) != nil }
          }
          guard let holds else { return }
          opened.add(key, at: shelf.file.place)
          if holds { candidates[shelf.file.id, default: []].insert(key) }
        }
      }
    }
    return SearchFindings(candidates: candidates, opened: opened)
  }

  /// Fetches note after note until none is left: for a few of many.
  mutating func run(
    on storage: any Storage, through notes: [SearchedNote], taking next: borrowing Atomic<Int>,
    telling progress: SearchProgress
  ) throws -> SearchFindings {
    let needle = needle
    try storage.reading { reader in
      while true {
        let place = next.add(1, ordering: .relaxed).oldValue
        guard place < notes.count else { return }
        if place % 256 == 255 { progress.add(256) }
        let note = notes[place]
        let key = note.envelope
        guard var envelope = try reader.envelope(key.id, version: key.version, parts: .whole) else {
          continue
        }
        if let slots = note.slots { envelope.slots = slots }
        let holds = try unlessDamaged {
          try opener.withBody(of: envelope, as: note.compartment) { text in
            needle.firstMatch(in: text) != nil
          }
        }
        guard let holds else { continue }
        opened.add(key, at: note.file.place)
        if holds { candidates[note.file.id, default: []].insert(key) }
      }
    }
    return SearchFindings(candidates: candidates, opened: opened)
  }
}

extension [SearchFindings.Opened] {
  @inline(__always)
  fileprivate mutating func add(_ key: EnvelopeKey, at place: Int) {
    append(SearchFindings.Opened(key: key, file: UInt32(truncatingIfNeeded: place)))
  }
}

/// Nil for what does not open: somebody changed it, or put it there. It counts as if it were not there, so
/// that one row more does not hide that another is missing, and one that is changed stops no search.
private func unlessDamaged(_ open: () throws -> Bool) throws -> Bool? {
  do {
    return try open()
  } catch is EnvelopeError {
    return nil
  }
}
