import Casework
import Keyring
import Sodium
import Synchronization

/// What lies on one shelf, and the compartment that opens it.
struct SearchedShelf: Sendable {
  let file: CaseFileID
  let shelf: Int64
  /// Nil for another author's psychotherapy notes, which are only counted.
  let compartment: CompartmentID?
}

/// The latest version of a note that stands, and the compartment that opens it.
struct SearchedNote: Sendable {
  let file: CaseFileID
  let envelope: EnvelopeKey
  let compartment: CompartmentID
}

/// What one or several threads came upon.
struct SearchFindings: Sendable {
  /// Bodies in which the term stands. Whether these are notes that may be shown is not known yet, so no
  /// word of them is kept.
  var candidates: [CaseFileID: Set<EnvelopeKey>] = [:]
  /// The versions of envelopes that were there, by case file.
  var counted: [CaseFileID: Int] = [:]

  func joined(with other: SearchFindings) -> SearchFindings {
    SearchFindings(
      candidates: candidates.merging(other.candidates) { $0.union($1) },
      counted: counted.merging(other.counted, uniquingKeysWith: +))
  }
}

/// Looks through bodies on one thread, with its own view of the storage and its own guarded memory.
///
/// Only bodies are opened, one after the other in the same guarded memory; the storage sees a reader of
/// every row, whatever the term. Source: design §4 and §8.
struct SearchWorker: ~Copyable {
  private let needle: TextNeedle
  private var opener: EnvelopeOpener
  private var found = SearchFindings()

  init(for needle: TextNeedle, in vault: ContentHash, keyring: Keyring) throws {
    self.needle = needle
    opener = try EnvelopeOpener(vault: vault, keyring: keyring)
  }

  /// Goes through every `parts`-th block of all rows as they lie, and passes over those of other shelves:
  /// where most are to be searched, each page is read once and in order.
  mutating func run(
    on storage: any Storage, through shelves: [SearchedShelf], part: Int, of parts: Int
  ) throws -> SearchFindings {
    let places = Dictionary(
      shelves.indices.map { (shelves[$0].shelf, $0) }, uniquingKeysWith: { first, _ in first })
    var counts = [Int](repeating: 0, count: shelves.count)
    try storage.reading { reader in
      try reader.eachEnvelope(part: part, of: parts) { envelope in
        guard let place = places[envelope.shelf] else { return }
        counts[place] += 1
        let shelf = shelves[place]
        guard let compartment = shelf.compartment else { return }
        try take(envelope, as: compartment, of: shelf.file)
      }
    }
    for (shelf, count) in zip(shelves, counts) { found.counted[shelf.file, default: 0] += count }
    return found
  }

  /// Fetches note after note until none is left: for a few of many.
  mutating func run(
    on storage: any Storage, through notes: [SearchedNote], taking next: borrowing Atomic<Int>
  ) throws -> SearchFindings {
    try storage.reading { reader in
      while true {
        let place = next.add(1, ordering: .relaxed).oldValue
        guard place < notes.count else { return }
        let note = notes[place]
        let key = note.envelope
        guard let envelope = try reader.envelope(key.id, version: key.version, parts: .whole) else {
          continue
        }
        found.counted[note.file, default: 0] += 1
        try take(envelope, as: note.compartment, of: note.file)
      }
    }
    return found
  }

  private mutating func take(
    _ envelope: StoredEnvelope, as compartment: CompartmentID, of file: CaseFileID
  ) throws {
    if try holdsTerm(envelope, as: compartment) {
      found.candidates[file, default: []].insert(envelope.key)
    }
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
