import Casework
import System

extension Vault {
  /// What many files hold, read on every processor, and what is made there of each; in the order of the
  /// files.
  func eachHistory<Answer: Sendable>(
    of files: [CaseFile], _ make: @Sendable (CaseFile, FileHistory) throws -> Answer
  ) throws -> [Answer] {
    let (log, storage) = (try journal.log(), storage)
    let keys = SharedLogKeys(try keys.logKeys.copy())
    return try eachOnAnyProcessor(of: files.inShares(of: 32)) { files in
      try storage.reading { reader in
        var proven = ProvenEntries()
        return try files.map { file in
          try make(
            file, log.history(of: file, in: reader, with: keys.keys, proving: &proven))
        }
      }
    }.flatMap(\.self)
  }
}

/// Log keys that several threads read.
private final class SharedLogKeys: Sendable {
  let keys: LogKeys

  init(_ keys: consuming LogKeys) { self.keys = keys }
}
