import CaseVault
import Casework

// Duty that changes hands, and emergencies of every stage, on a file of a clinician's.

extension SampleVault {
  /// One that is closed and reviewed, one that goes with its opener's duty, and one that is open at the end.
  /// Who was on duty first hands the key on, who comes exchanges it, and the clinician seals the file to both.
  func emergencies(
    of clinician: Vault, by second: Vault, reviewedBy officer: Vault, and auditor: Vault
  ) throws {
    let file = try clinician.addClient(named: try ClientName("Dora Dahl"))
    let note = try clinician.write(try Self.note("She has called before."), in: file)
    try officer.setRoster([second.member])
    try comesBack(second)
    try comesBack(clinician)
    let first = try open(file, by: second)
    _ = try second.clientsOnDuty()
    _ = try second.read(note, to: .terminal)
    try second.sign(try second.write(try Self.note("Written in an emergency."), in: file))
    try second.closeEmergency(first.number)
    try comesBack(clinician)
    try officer.reviewEmergency(first.number, finding: .appropriate, saying: "She was in danger.")
    _ = try auditor.words(ofEmergency: first.number, to: .terminal)
    _ = try second.words(ofEmergency: first.number, to: .terminal)
    _ = try open(file, by: second)
    // The clinician comes on duty for her own files, too; the other goes, and the key is another from then on.
    try officer.setRoster([second.member, clinician.member])
    try comesBack(second)
    try officer.setRoster([clinician.member])
    try comesBack(clinician)
    try officer.setRoster([second.member, clinician.member])
    try comesBack(clinician)
    try conflict(of: second, withFileOf: clinician, toldBy: officer)
    _ = try open(file, by: second)
  }

  /// Kept from a file, on duty, off it while they have the key still, and on it again: the key comes once the file
  /// has another.
  private func conflict(
    of second: Vault, withFileOf clinician: Vault, toldBy officer: Vault
  ) throws {
    let file = try clinician.addClient(named: try ClientName("Emil Ende"))
    _ = try clinician.write(try Self.note("His cousin works here."), in: file)
    try comesBack(clinician)
    try officer.declareConflict(of: second.member, with: file, because: "His cousin.")
    try comesBack(clinician)
    try officer.setRoster([clinician.member])
    // While they have the key still, the file's next one is not sealed to it; nor is that key's next one to them
    // before the file is out of its reach.
    try clinician.journal.catchUp()
    if let known = try clinician.state.file(file) { try clinician.rotate(known.compartment) }
    try comesBack(clinician)
    try comesBack(clinician)
    try officer.setRoster([second.member, clinician.member])
    try clinician.journal.catchUp()
    if let key = try clinician.state.emergency { try clinician.rotate(key) }
    try comesBack(clinician)
    try comesBack(clinician)
  }

  /// As with that member's next command.
  func comesBack(_ vault: Vault) throws {
    try vault.journal.catchUp()
    try vault.settle()
  }

  private func open(_ file: CaseFileID, by member: Vault) throws -> Emergency {
    try member.openEmergency(
      on: file, for: .suicideRisk, lasting: .hours(4), because: "She called from the bridge.")
  }
}
