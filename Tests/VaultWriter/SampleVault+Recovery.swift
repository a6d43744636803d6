import CaseVault
import Casework
import Keyring

// A key that is lost and recovered by officers, and a later recovery key that gives a file up.

extension SampleVault {
  struct Recovering {
    let officer: Vault
    let administrator: Vault
    let supervisor: Vault

    var all: [Vault] { [officer, administrator, supervisor] }
  }

  /// One recovery is stopped, the other finished: `rita` is who was Rika's device until then. Then somebody leaves
  /// whose file nobody else has, and the next recovery key gives it up.
  func recoveries(by people: Recovering, on device: Person) throws {
    let rika = Person("Rika Roth", in: folder)
    let lost = try enrol(rika, as: [.clinician], by: people.officer, and: people.administrator)
    // What chains to her key's first epoch goes with the recovery.
    try lost.rotate(lost.member)
    let file = try lost.addClient(named: try ClientName("Ulla Urban"))
    try lost.sign(try lost.write(try Self.note("Written before her key was lost."), in: file))
    try lost.write(try Self.note("Hers alone.", kind: .psychotherapy), in: file)
    try setUp(by: people, givingUp: false)
    try comesBack(lost)
    try people.officer.stopRecovery(try start(of: lost.member, on: device, by: people))
    let number = try start(of: lost.member, on: device, by: people)
    try people.administrator.contributeToRecovery(number)
    _ = try people.officer.finishRecovery(number)
    lost.close()
    let regained = try join(device, by: try people.officer.ticket())
    // Draws her own key anew, which the officer drew; and then everything that the lost device had.
    try comesBack(regained)
    try regained.write(try Self.note("Written with the new key."), in: file)
    try givenUp(by: people)
    try comesBack(regained)
  }

  private func givenUp(by people: Recovering) throws {
    let kurt = Person("Kurt Kern", in: folder)
    let leaver = try enrol(kurt, as: [.clinician], by: people.officer, and: people.administrator)
    let file = try leaver.addClient(named: try ClientName("Jon Doe"))
    try leaver.write(try Self.note("Given up."), in: file)
    try comesBack(leaver)
    try people.administrator.approve(
      try people.officer.proposeOffboarding(of: leaver.member, leavingClosed: true))
    leaver.close()
    try setUp(by: people, givingUp: true)
  }

  /// A case file whose only reader has left is a colleague's, while another recovery is under way; her
  /// psychotherapy notes stay closed, and the set-up that is due then gives them up.
  func regaining(by people: Recovering, for colleague: Vault) throws {
    let jana = Person("Jana Jost", in: folder)
    let leaver = try enrol(jana, as: [.clinician], by: people.officer, and: people.administrator)
    let file = try leaver.addClient(named: try ClientName("Lara Lang"))
    try leaver.sign(try leaver.write(try Self.note("Opened by nobody for a while."), in: file))
    try leaver.write(
      try Self.note("Closed to all others for good.", kind: .psychotherapy), in: file)
    try comesBack(leaver)
    try people.administrator.approve(
      try people.officer.proposeOffboarding(of: leaver.member, leavingClosed: true))
    leaver.close()
    for vault in people.all { try comesBack(vault) }
    let number = try people.officer.startRegaining(
      file, for: colleague.member, because: "Nobody opens it.")
    try people.administrator.contributeToRecovery(number)
    _ = try start(
      of: people.supervisor.member, on: Person("Spare", in: folder), by: people)
    _ = try people.officer.finishRecovery(number)
    try comesBack(colleague)
    try colleague.write(try Self.note("Written since it was regained."), in: file)
    try setUp(by: people, givingUp: true)
    try comesBack(colleague)
  }

  private func setUp(by people: Recovering, givingUp: Bool) throws {
    for vault in people.all { try comesBack(vault) }
    let number = try people.officer.proposeRecovery(
      by: people.all.map(\.member), quorum: 2, processQuorum: 2, givingUp: givingUp)
    try people.administrator.approve(number)
    for vault in people.all {
      try comesBack(vault)
      _ = try vault.rehearseRecovery()
    }
  }

  private func start(
    of member: MemberID, on device: Person, by people: Recovering
  ) throws -> UInt64 {
    try people.officer.startRecovery(
      of: member, with: try device.request(), because: "Her laptop is gone.")
  }
}
