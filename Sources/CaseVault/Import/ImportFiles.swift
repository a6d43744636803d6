import Casework
import Keyring
import Sodium
import Synchronization

/// Where the notes of an import go: the files that exist, and those that the import opens.
///
/// Shared by the threads that seal. Drawing a new file takes a quarter of a millisecond, so it happens
/// under the lock, once for each new client.
final class ImportFiles: Sendable {
  /// One file of the import.
  struct Target: Sendable {
    let file: CaseFileID
    let place: NotePlace
    let fingerprintKey: [UInt8]
    /// Nil for a file that the import opens.
    let number: ClientNumber?
    /// The compartment for psychotherapy notes, drawn when the first comes.
    var process: Process?
    /// Set for a file that the import opens.
    var opening: FileOpening?
    var firstLine: Int
    var known: Set<NoteID>
    var records: [ImportedNotes.Record] = []
    var hasProcessNotes = false
  }

  struct Process: Sendable {
    let place: NotePlace
    /// Set when the import opens it.
    let sealed: SealedEpoch?
  }

  fileprivate struct Table {
    var targets: [Target] = []
    var byNumber: [ClientNumber: Int] = [:]
    /// Folded names to targets; more than one means ambiguous.
    var byName: [String: [Int]] = [:]
    /// The same for names that clients had earlier.
    var byEarlierName: [String: [Int]] = [:]
    var parts = Commit.Parts()
  }

  private let table = Mutex(Table())
  private let drawer: FileDrawer

  init(drawing drawer: FileDrawer) { self.drawer = drawer }

  /// The epoch of the registry to which the names of new clients are sealed.
  var registry: CompartmentEpoch { drawer.registry }

  /// Makes a file known that exists already.
  func add(_ target: Target, named name: ClientName, earlier: [ClientName]) {
    table.withLock { table in
      let place = table.targets.count
      table.targets.append(target)
      table.byName[name.folded, default: []].append(place)
      for earlier in Set(earlier.map(\.folded)).subtracting([name.folded]) {
        table.byEarlierName[earlier, default: []].append(place)
      }
      if let number = target.number { table.byNumber[number] = place }
    }
  }

  /// Whose a note may be.
  enum Owner {
    /// This file's, by the key for its fingerprints.
    case one(Int, key: [UInt8])
    /// One of these files' if one has it already; a new one is refused for this reason, since it could go
    /// into somebody else's file.
    case unsure([(target: Int, key: [UInt8])], RefusedRecord.Reason)
  }

  /// Whose the notes of this client are: found by name or C-number, or in a file that is opened now.
  /// Throws ``RefusedRecord`` for a C-number that nobody has.
  func owner(named client: ClientName, line: Int) throws -> Owner {
    try table.withLock { table in
      if client.readsAsNumber {
        guard let known = client.clientNumber.flatMap({ table.byNumber[$0] }) else {
          throw RefusedRecord(line: line, reason: .noSuchClientNumber)
        }
        return table.owner(known, line: line)
      }
      let folded = client.folded
      let current = table.byName[folded] ?? []
      let earlier = table.byEarlierName[folded] ?? []
      if earlier.isEmpty, current.count < 2 {
        let only = try current.first ?? draw(client, folded, line: line, in: &table)
        return table.owner(only, line: line)
      }
      return table.unsure(current: current, earlier: earlier)
    }
  }

  /// A place for a note that is new to its file, and from now on known there; nil for one that was known.
  /// Throws ``RefusedRecord`` for a new one whose owner is not sure.
  func claim(
    of owner: Owner, kind: NoteKind, line: Int, as id: ([UInt8]) throws -> NoteID
  ) throws -> (target: Int, file: CaseFileID, place: NotePlace, note: NoteID)? {
    switch owner {
    case .one(let index, let key):
      let id = try id(key)
      return try table.withLock { table in
        guard table.targets[index].known.insert(id).inserted else { return nil }
        let process = try kind.compartment == .process ? process(of: index, in: &table) : nil
        // Field by field: a copy of the whole would be paid for once a note.
        let place = process?.place ?? table.targets[index].place
        return (index, table.targets[index].file, place, id)
      }
    case .unsure(let some, let reason):
      let ids = try some.map { ($0.target, try id($0.key)) }
      let isKnown = table.withLock { table in
        ids.contains { table.targets[$0].known.contains($1) }
      }
      guard isKnown else { throw RefusedRecord(line: line, reason: reason) }
      return nil
    }
  }

  func keep(_ record: ImportedNotes.Record, in target: Int) {
    table.withLock { table in
      table.targets[target].records.append(record)
      if record.kind.compartment == .process { table.targets[target].hasProcessNotes = true }
    }
  }

  /// Everything that came together, new files in the order of their first line.
  func finish() -> (targets: [Target], parts: Commit.Parts) {
    table.withLock { table in
      (table.targets.sorted { $0.firstLine < $1.firstLine }, table.parts)
    }
  }

  /// Opens a file for a new client.
  private func draw(
    _ client: ClientName, _ folded: String, line: Int, in table: inout Table
  ) throws -> Int {
    let drawn = try drawer.file(named: client)
    table.parts.add(drawn.parts)
    table.targets.append(
      Target(
        file: drawn.opening.file, place: drawn.place, fingerprintKey: drawn.fingerprintKey,
        number: nil, opening: drawn.opening, firstLine: line, known: []))
    table.byName[folded] = [table.targets.count - 1]
    return table.targets.count - 1
  }

  private func process(of index: Int, in table: inout Table) throws -> Process {
    if let process = table.targets[index].process { return process }
    let drawn = try drawer.process(in: table.targets[index].file)
    table.parts.wraps += drawn.wraps
    let process = Process(place: drawn.place, sealed: drawn.sealed)
    table.targets[index].process = process
    return process
  }
}

extension ImportFiles.Table {
  fileprivate mutating func owner(_ index: Int, line: Int) -> ImportFiles.Owner {
    targets[index].firstLine = min(targets[index].firstLine, line)
    return .one(index, key: targets[index].fingerprintKey)
  }

  fileprivate func unsure(current: [Int], earlier: [Int]) -> ImportFiles.Owner {
    let all = current + earlier
    let numbers = all.compactMap { targets[$0].number }.sorted()
    return .unsure(
      all.map { ($0, targets[$0].fingerprintKey) },
      all.count == 1 ? .earlierName(numbers.first) : .ambiguousClient(numbers))
  }
}

extension Commit.Parts {
  mutating func add(_ other: Commit.Parts) {
    chunks += other.chunks
    envelopes += other.envelopes
    slots += other.slots
    wraps += other.wraps
  }
}
