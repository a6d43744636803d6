import Casework
import Keyring
import Sodium
import Synchronization

/// One shelf that a search goes through, and the compartment that opens what lies on it.
struct SearchedShelf: Sendable {
  let file: CaseFileID
  let shelf: Int64
  /// Nil for another author's psychotherapy notes, which are only counted.
  let compartment: CompartmentID?
}

/// What one or several threads came upon.
struct SearchFindings: Sendable {
  var candidates: [SearchCandidate] = []
  /// The versions of envelopes that were there, by case file.
  var counted: [CaseFileID: Int] = [:]

  func joined(with other: SearchFindings) -> SearchFindings {
    SearchFindings(
      candidates: candidates + other.candidates,
      counted: counted.merging(other.counted, uniquingKeysWith: +))
  }
}

/// A body in which the term stands. Whether the note is one that may be shown is not known yet, so no
/// word of it is kept.
struct SearchCandidate: Sendable {
  let file: CaseFileID
  let envelope: EnvelopeKey
}

/// How a search goes through the storage.
enum SearchWalk {
  /// Shelf by shelf: for a few of many.
  case shelves
  /// Every row as it lies, and those of other shelves are passed over: where most are to be searched,
  /// each page is read once and in order, not once for each of the shelves that lie on it.
  case everything

  /// The walk that reads less, for files that hold so many of all envelopes.
  init(through some: Int, of all: Int) { self = some * 2 >= all ? .everything : .shelves }
}

/// Goes through shelves on one thread, with its own view of the storage and its own guarded memory.
///
/// Only bodies are opened, one after the other in the same guarded memory; the storage sees a reader of
/// every row, whatever the term. Source: design §4 and §8.
struct SearchWorker: ~Copyable {
  private let needle: TextNeedle
  private let shelves: [SearchedShelf]
  private var opener: EnvelopeOpener

  init(
    for needle: TextNeedle, on shelves: [SearchedShelf], in vault: ContentHash, keyring: Keyring
  ) throws {
    self.needle = needle
    self.shelves = shelves
    opener = try EnvelopeOpener(vault: vault, keyring: keyring)
  }

  /// Goes through every `parts`-th block of all rows.
  mutating func run(
    on storage: any Storage, part: Int, of parts: Int
  ) throws -> SearchFindings {
    var found = SearchFindings()
    let places = Dictionary(
      shelves.indices.map { (shelves[$0].shelf, $0) }, uniquingKeysWith: { first, _ in first })
    var counts = [Int](repeating: 0, count: shelves.count)
    try storage.reading { reader in
      try reader.eachEnvelope(part: part, of: parts) { envelope in
        guard let place = places[envelope.shelf] else { return }
        counts[place] += 1
        try take(envelope, from: shelves[place], into: &found)
      }
    }
    for (shelf, count) in zip(shelves, counts) { found.counted[shelf.file, default: 0] += count }
    return found
  }

  /// Takes shelf after shelf until none is left.
  mutating func run(
    on storage: any Storage, taking next: borrowing Atomic<Int>
  ) throws -> SearchFindings {
    var found = SearchFindings()
    try storage.reading { reader in
      while true {
        let place = next.add(1, ordering: .relaxed).oldValue
        guard place < shelves.count else { return }
        try search(shelves[place], in: reader, into: &found)
      }
    }
    return found
  }

  private mutating func search(
    _ shelf: SearchedShelf, in reader: any StorageReader,
    into found: inout SearchFindings
  ) throws {
    var count = 0
    let parts = shelf.compartment == nil ? EnvelopeParts.headers : .whole
    try reader.eachEnvelope(onShelf: shelf.shelf, parts: parts) { envelope in
      count += 1
      try take(envelope, from: shelf, into: &found)
    }
    found.counted[shelf.file, default: 0] += count
  }

  private mutating func take(
    _ envelope: StoredEnvelope, from shelf: SearchedShelf,
    into found: inout SearchFindings
  ) throws {
    guard let compartment = shelf.compartment, try holdsTerm(envelope, as: compartment)
    else { return }
    found.candidates.append(SearchCandidate(file: shelf.file, envelope: envelope.key))
  }

  private mutating func holdsTerm(
    _ envelope: StoredEnvelope, as compartment: CompartmentID
  ) throws -> Bool {
    do {
      return try opener.withBody(of: envelope, as: compartment) { text in
        needle.firstMatch(in: text) != nil
      }
    } catch is EnvelopeError {
      throw IntegrityFault(
        .textDamaged, at: .envelope(envelope.id, version: envelope.version))
    }
  }
}
