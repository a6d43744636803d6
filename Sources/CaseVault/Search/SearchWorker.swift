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
}

/// What one or several threads came upon.
struct SearchFindings: Sendable {
  /// Bodies in which the term stands. Whether these are notes that may be shown is not known yet, so no
  /// word of them is kept.
  var candidates: [CaseFileID: Set<EnvelopeKey>] = [:]
  /// The versions of envelopes that were there and opened, by thread and by the place of their case file; a
  /// row that stands twice is here twice.
  private var opened: [[[EnvelopeKey]]] = []

  init() {}

  init(candidates: [CaseFileID: Set<EnvelopeKey>], opened: [[EnvelopeKey]]) {
    self.candidates = candidates
    self.opened = [opened]
  }

  func joined(with other: SearchFindings) -> SearchFindings {
    var all = self
    all.candidates.merge(other.candidates) { $0.union($1) }
    all.opened += other.opened
    return all
  }

  /// How many versions of envelopes of the file at this place were there. One that stands twice counts
  /// once, or it could stand in for the row that it was written over.
  func count(inFileAt place: Int) -> Int {
    // Sorted, as the twenty of a file take a third of the time that a set of them would.
    let keys = opened.flatMap { $0[place] }.sorted { $0 < $1 }
    return zip(keys, keys.dropFirst()).reduce(keys.isEmpty ? 0 : 1) { $1.0 == $1.1 ? $0 : $0 + 1 }
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
  private var opened: [[EnvelopeKey]]

  /// - Parameter files: the number of case files that are searched.
  init(for needle: TextNeedle, in files: Int, of vault: ContentHash, keyring: Keyring) throws {
    self.needle = needle
    self.keyring = keyring
    opened = Array(repeating: [], count: files)
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
        try survey.take(share, through: reader) { key, number, slots, header, body in
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
        guard let envelope = try reader.envelope(key.id, version: key.version, parts: .whole) else {
          continue
        }
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

extension [[EnvelopeKey]] {
  /// Adds to the list at a place, with room at once for what a thread mostly comes upon in one case file.
  @inline(__always)
  fileprivate mutating func add(_ key: EnvelopeKey, at place: Int) {
    if self[place].isEmpty { self[place].reserveCapacity(Self.share) }
    self[place].append(key)
  }

  /// Some thirty envelopes of a case file, shared between the threads.
  private static let share = 1 + 30 / Processors.count
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
