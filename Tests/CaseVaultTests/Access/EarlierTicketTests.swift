import Casework
import Keyring
import Testing

@testable import CaseVault

/// A ticket that was made before a device was let in: it says how the log began, and what lets the device in
/// is verified from there on like everything else.
@Suite struct EarlierTicketTests {
  /// With a key exchanged before the ticket, as in any vault that somebody has worked in.
  private func teamWithTicket() throws -> (team: Team, ticket: Ticket) {
    let team = try Team()
    try team[.officer].rotate(try #require(try team[.officer].state.vaultCompartment))
    return (team, try team[.officer].ticket())
  }

  @Test func `a newcomer joins with a ticket from before two let them in`() throws {
    let (team, ticket) = try teamWithTicket()
    let eve = Person("Eve Stone")
    let request = try EnrolmentRequest.parse(eve.request(at: team.practice.clock.now))
    let number = try team[.officer].proposeMember(request, named: eve.name, as: [.clinician])
    try team[.administrator].approve(number)
    let joined = try team.practice.join(eve, by: ticket)
    #expect(try joined.state.members[joined.member]?.roles == [.clinician])
    #expect(try joined.verify().firstFault == nil)
  }

  @Test func `a second device joins with a ticket from before it was taken in`() throws {
    let (team, ticket) = try teamWithTicket()
    let tablet = Person("Clara Klein")
    let request = try EnrolmentRequest.parse(tablet.request(at: team.practice.clock.now))
    try team[.clinician].addDevice(request)
    #expect(try team.practice.join(tablet, by: ticket).member == (try team.member(.clinician)))
  }

  @Test func `a new key joins with a ticket from before it was recovered`() throws {
    var team = try Team()
    try team.setUpRecovery()
    try team[.officer].rotate(try #require(try team[.officer].state.vaultCompartment))
    let ticket = try team[.officer].ticket()
    let anew = Person("Clara Klein")
    let number = try team.start(for: .clinician, by: .officer, on: anew)
    try team[.supervisor].contributeToRecovery(number)
    _ = try team[.officer].finishRecovery(number)
    #expect(try team.practice.join(anew, by: ticket).member == (try team.member(.clinician)))
  }

  @Test func `whoever was never let in is told so, whatever the ticket`() throws {
    let (team, ticket) = try teamWithTicket()
    #expect(throws: NotEnrolled()) { try team.practice.join(Person("Eve Stone"), by: ticket) }
  }
}
