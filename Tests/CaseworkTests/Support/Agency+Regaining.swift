import Testing

@testable import Casework

// A case file that nobody opens any more, and a member who gets it.

extension Agency {
  /// Seals a file to the recovery key, as its holder's next command does.
  mutating func sealToRecovery(_ file: CaseFileID, by holder: Person) throws {
    let key = try #require(state.recovery?.keys.main)
    let known = try #require(state.files[file].flatMap { state.compartments[$0.compartment] })
    let wrap = AddedWrap(
      compartment: known.current.compartment, epoch: known.current.epoch,
      notice: WrapNotice(holder: HolderID(key.id), hash: newHash()))
    try record(WrapsAdded([wrap]), by: holder)
  }

  mutating func startRegaining(
    _ file: CaseFileID, for person: Person, by officer: Person
  ) throws -> Link {
    try record(
      RecoveryStarted(file: file, for: person.member, reason: newEnvelope()), by: officer)
  }

  /// What finishes it: the member gets the file's key, and the next recovery key nothing yet.
  mutating func regained(by link: Link) throws -> (FileRegained, [UInt8]) {
    let recovery = try #require(state.recovery)
    let start = try #require(recovery.starts[link.sequence])
    let file = try #require(
      start.aim.file ?? state.files.values.sorted { $0.number < $1.number }.first?.id)
    let old = recovery.keys.main
    let officers = old.officers.filter { !state.hasLeft($0) }
    let keys = RecoveryKeys(
      main: RecoveryKey(
        epoch: epoch(.recovery, of: old.id, old.epoch.epoch + 1), officers: officers,
        quorum: min(old.quorum, officers.count)),
      process: recovery.keys.process, signingKey: newHash())
    let pieces = pieces(of: keys, keys.pieces.filter { $0.purpose == .main })
    let current = try #require(
      state.files[file].flatMap { state.compartments[$0.compartment]?.current })
    let wraps = [
      AddedWrap(
        compartment: current.compartment, epoch: current.epoch,
        notice: WrapNotice(holder: HolderID(start.member), hash: newHash()))
    ]
    let text = Self.text { try RecoveredKeys(pieces: pieces, wraps: wraps).text() }
    let event = FileRegained(
      start: link, file: file, to: start.member, next: keys, pieces: pieces.count,
      wraps: wraps.count, chunk: newHash(),
      signature: RecoverySignature([UInt8](repeating: 0xa2, count: 64)))
    return (event, text)
  }
}
