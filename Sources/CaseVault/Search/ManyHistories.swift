import Casework
import Synchronization
import System

extension Vault {
  /// What many files hold, read on every processor, and what is made there of each; in the order of the
  /// files.
  func eachHistory<Answer: Sendable>(
    of files: [CaseFile], _ make: @Sendable (CaseFile, FileHistory) throws -> Answer
  ) throws -> [Answer] {
    let (log, storage) = (try journal.log(), storage)
    let keys = SharedLogKeys(try keys.logKeys.copy())
    let known = SharedEntries()
    return try eachOnAnyProcessor(of: files.inShares(of: 32)) { files in
      try storage.reading { reader in
        var proven = known.entries
        let answers = try files.map { file in
          try make(
            file, log.history(of: file, in: reader, with: keys.keys, proving: &proven))
        }
        known.add(proven)
        return answers
      }
    }.flatMap(\.self)
  }
}

/// Entries that one thread has proven and the others need not prove again: all read one log, and holding an
/// entry against its tree means reading up to 255 hashes.
private final class SharedEntries: Sendable {
  private let known = Mutex(ProvenEntries())

  var entries: ProvenEntries { known.withLock { $0 } }

  func add(_ proven: ProvenEntries) { known.withLock { $0.add(proven) } }
}

/// Log keys that several threads read.
private final class SharedLogKeys: Sendable {
  let keys: LogKeys

  init(_ keys: consuming LogKeys) { self.keys = keys }
}
