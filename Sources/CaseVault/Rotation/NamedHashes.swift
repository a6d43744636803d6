import Casework
import Keyring

/// What the log says of sealed texts that do not open, file by file as they are asked for: few ever are.
///
/// A key that does not open a header may be the wrong key, or the header another one since: whoever writes to the
/// database can have done that, and then it is not said of who rotated.
struct NamedHashes {
  private let state: VaultState
  private let reader: any StorageReader
  private let vault: Vault
  private var known: [CaseFileID: [EnvelopeKey: ContentHash]] = [:]
  private var filesOfRecords: [EnvelopeID: CaseFileID]?

  init(of state: VaultState, in reader: any StorageReader, for vault: Vault) {
    self.state = state
    self.reader = reader
    self.vault = vault
  }

  /// Whether the sealed parts of a row, which is read whole for it, are those that were stored.
  mutating func areThose(of key: EnvelopeKey, under compartment: Compartment) throws -> Bool {
    guard let stored = try reader.envelope(key.id, version: key.version, parts: .whole),
      let file = (compartment.file ?? fileOfRecord(key.id)).flatMap({ state.file($0) }),
      let named = try hashes(in: file)[key]
    else { return false }
    return (try? stored.hash(in: ContentHash(vault.id))) == named
  }

  private mutating func fileOfRecord(_ id: EnvelopeID) -> CaseFileID? {
    let files =
      filesOfRecords
      ?? Dictionary(state.files.values.map { ($0.record.envelope, $0.id) }) { first, _ in first }
    filesOfRecords = files
    return files[id]
  }

  private mutating func hashes(in file: CaseFile) throws -> [EnvelopeKey: ContentHash] {
    if let known = known[file.id] { return known }
    let found = try vault.journal.log().hashes(
      in: file, of: reader, with: vault.keys.logKeys, proving: &vault.keys.provenEntries)
    known[file.id] = found
    return found
  }
}
