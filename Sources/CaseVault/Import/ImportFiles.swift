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

  private struct Table {
    var targets: [Target] = []
    var byNumber: [ClientNumber: Int] = [:]
    /// Folded names to targets; more than one means ambiguous.
    var byName: [String: [Int]] = [:]
    var parts = Commit.Parts()
  }

  private let table = Mutex(Table())
  private let drawer: FileDrawer

  init(drawing drawer: FileDrawer) { self.drawer = drawer }

  /// Makes a file known that exists already.
  func add(_ target: Target, named name: ClientName, number: ClientNumber?) {
    table.withLock { table in
      let place = table.targets.count
      table.targets.append(target)
      table.byName[name.folded, default: []].append(place)
      if let number { table.byNumber[number] = place }
    }
  }

  /// The place for a note of this client: found by name or C-number, or opened now.
  /// Throws ``RefusedRecord`` where two clients have the name; a C-number would tell them apart.
  func place(
    for client: ClientName, kind: NoteKind, line: Int
  ) throws -> (target: Int, file: CaseFileID, place: NotePlace, fingerprintKey: [UInt8]) {
    try table.withLock { table in
      let index = try self.index(of: client, line: line, in: &table)
      table.targets[index].firstLine = min(table.targets[index].firstLine, line)
      let process = try kind.compartment == .process ? process(of: index, in: &table) : nil
      return (
        index, table.targets[index].file, process?.place ?? table.targets[index].place,
        table.targets[index].fingerprintKey
      )
    }
  }

  /// Whether the note is new to its file; from now on it is known.
  func claim(_ id: NoteID, in target: Int) -> Bool {
    table.withLock { $0.targets[target].known.insert(id).inserted }
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

  private func index(of client: ClientName, line: Int, in table: inout Table) throws -> Int {
    if client.readsAsNumber {
      guard let known = client.clientNumber.flatMap({ table.byNumber[$0] }) else {
        throw RefusedRecord(line: line, reason: .noSuchClientNumber)
      }
      return known
    }
    if let known = table.byName[client.folded] {
      guard known.count == 1 else {
        throw RefusedRecord(line: line, reason: .ambiguousClient)
      }
      return known[0]
    }
    let drawn = try drawer.file(named: client)
    table.parts.add(drawn.parts)
    table.targets.append(
      Target(
        file: drawn.opening.file, place: drawn.place, fingerprintKey: drawn.fingerprintKey,
        opening: drawn.opening, firstLine: line, known: []))
    table.byName[client.folded] = [table.targets.count - 1]
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

extension Commit.Parts {
  mutating func add(_ other: Commit.Parts) {
    chunks += other.chunks
    envelopes += other.envelopes
    slots += other.slots
    wraps += other.wraps
  }
}
