import CaseVault
import Casework
import Foundation
import Keyring

// Grants of every stage, on files that a trainee works in under a supervisor.

extension SampleVault {
  /// One that was asked for, given, extended and supplied, and runs; one that was asked for in vain; and five
  /// that are over: taken back, given back, by a conflict, by their time, and later by their giver's say.
  func grants(by people: Granting) throws {
    let giver = people.second
    let file = try giver.addClient(named: try ClientName("Rosa Rink"))
    let note = try giver.write(try Self.note("She is granted."), in: file)
    try giver.sign(note)
    let asked = try people.clinician.requestGrant(
      on: file, terms: terms(.all), because: "Covers next week.")
    let vain = try people.officer.requestGrant(
      on: file, terms: terms(.picked([note])), because: "A complaint.")
    try giver.approveGrant(asked.number)
    try giver.declineGrant(vain.number)
    _ = try people.clinician.reason(ofGrant: asked.number, to: .terminal)
    _ = try people.officer.reason(ofGrant: vain.number, to: .terminal)
    let officers = try giver.giveGrant(
      on: file, to: people.officer.member, terms: terms(.fromNowOn), because: "Reviews the file.")
    // Both grants are given what is written while they run, by whoever writes it, and the client's new name.
    try giver.write(try Self.note("Written while it was granted."), in: file)
    try people.clinician.write(try Self.note("Written by a grant."), in: file)
    try giver.renameClient(file, to: try ClientName("Rosa Ring"))
    _ = try people.officer.notes(of: file)
    try giver.endGrant(officers.number)
    try giver.extendGrant(asked.number, until: asked.terms.until.adding(.days(20)))
    // The file's key is another from here on; the grant's is not.
    if let compartment = try giver.state.file(file)?.compartment { try giver.rotate(compartment) }
    try ends(by: people)
  }

  private func ends(by people: Granting) throws {
    let (trainee, supervisor, clinician) = (people.trainee, people.supervisor, people.clinician)
    let file = try trainee.addClient(named: try ClientName("Sven Sund"))
    try trainee.write(try Self.note("Closed to all others."), in: file)
    let day = Surroundings.ofThisMachine.now().date(offsetMinutes: 0)
    let own = try supervisor.giveGrant(
      on: file, to: clinician.member, terms: terms(.since(day)), because: "Runs the group.")
    try clinician.endGrant(own.number)
    try supervisor.giveGrant(
      on: file, to: people.officer.member, terms: terms(.all, for: .seconds(2)), because: "A look.")
    try supervisor.giveGrant(
      on: file, to: clinician.member, terms: terms(.all), because: "Runs it again.")
    try people.officer.declareConflict(of: clinician.member, with: file, because: nil)
    Thread.sleep(forTimeInterval: 2.2)
    try trainee.endDueGrants()
    // It lasts as long as somebody is supervised, which is not until the sample's end.
    try supervisor.giveGrant(
      on: file, to: people.second.member, terms: terms(.all), because: "Stands in.")
  }

  /// Who has a part in it: a trainee and who supervises them, a supervisor with a file of their own, and two
  /// who get access.
  struct Granting {
    let trainee: Vault
    let supervisor: Vault
    let second: Vault
    let clinician: Vault
    let officer: Vault
  }

  private func terms(_ notes: GrantTerms.Notes, for span: TimeSpan = .days(10)) -> GrantTerms {
    GrantTerms(
      purpose: .leaveCover, until: Surroundings.ofThisMachine.now().adding(span),
      scope: .init(notes))
  }
}
