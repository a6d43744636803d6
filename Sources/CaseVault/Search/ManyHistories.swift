import Casework
import System

extension Vault {
  /// What many files hold, read on every processor; in the order of the files.
  func histories(of files: [CaseFile]) throws -> [(file: CaseFile, history: FileHistory)] {
    let (log, storage) = (try journal.log(), storage)
    let keys = SharedLogKeys(try keys.logKeys.copy())
    let share = max(1, (files.count + Processors.count - 1) / Processors.count)
    let parts = stride(from: 0, to: files.count, by: share).map {
      Array(files[$0..<min($0 + share, files.count)])
    }
    return try eachOnAnyProcessor(of: parts) { files in
      try storage.reading { reader in
        var imports = ProvenImports()
        return try files.map {
          ($0, try log.history(of: $0, in: reader, with: keys.keys, proving: &imports))
        }
      }
    }.flatMap { $0 }
  }
}

/// Log keys that several threads read.
private final class SharedLogKeys: Sendable {
  let keys: LogKeys

  init(_ keys: consuming LogKeys) { self.keys = keys }
}
