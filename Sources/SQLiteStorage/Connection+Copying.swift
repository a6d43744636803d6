import CaseVault
import GRDB

extension Connection {
  /// Writes one compact copy into the empty file at `path`.
  ///
  /// VACUUM INTO reads a single snapshot while others go on writing, and builds every table and index
  /// anew: what was erased leaves no hole, and a damaged original shows here, not at the restoring.
  /// The copy keeps no write-ahead log, so that it can be read from any medium.
  func copy(to path: String) throws {
    try access { try $0.execute(sql: "VACUUM INTO ?", arguments: [path]) }
  }
}
