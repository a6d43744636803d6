import Testing

@testable import Casework

@Suite struct FoundingTests {
  @Test func `an agency begins with two people and three compartments`() throws {
    let agency = try Agency.founded()
    let state = agency.state
    #expect(state.preset == .agency && state.quorum == 2)
    #expect(state.rules == 1 && state.generation == 1 && state.size == 1)
    #expect(state.members[agency.officer.member]?.roles == [.privacyOfficer])
    #expect(state.members[agency.administrator.member]?.roles == [.administrator])
    #expect(state.member(using: agency.officer.device.id)?.id == agency.officer.member)
    #expect(state.member(using: id(0x99)) == nil)
    #expect(state.vaultEpoch == 1)
    func holders(_ compartment: CompartmentID?) -> Set<MemberID>? {
      compartment.flatMap { state.compartments[$0] }.map { Set($0.holders.map(\.member)) }
    }
    #expect(
      holders(state.vaultCompartment) == [agency.officer.member, agency.administrator.member])
    #expect(holders(state.oversight) == [agency.officer.member])
    #expect(holders(state.registry) == [agency.officer.member])
    #expect(state.checkpointKey != nil)
    #expect(state.violations.isEmpty)
  }

  @Test func `a solo practice is one person with every role but auditing`() throws {
    let practice = try Agency.soloPractice()
    #expect(practice.state.preset == .solo && practice.state.quorum == 1)
    #expect(practice.state.members[practice.owner.member]?.roles == Role.solo)
    #expect(practice.state.members.count == 1)
  }

  @Test func `nothing is founded twice`() throws {
    var agency = try Agency.founded()
    let people = [agency.person(), agency.person()]
    let again = agency.founding(.agency, by: people)
    try agency.ignore(again, by: agency.officer, as: .misplaced)
  }

  @Test func `a founding is written by a founder's device`() throws {
    var agency = Agency()
    let (founder, stranger) = (agency.person(), agency.person())
    let founding = agency.founding(.solo, by: [founder])
    try agency.ignore(founding, by: stranger, as: .misplaced)
  }

  @Test func `before the founding there is nobody`() throws {
    var agency = Agency()
    let stranger = agency.person()
    try agency.ignore(VaultBackedUp(), by: stranger, as: .unknownMember)
  }

  /// A founding with one thing wrong, and what is said of it.
  struct Wrong: Sendable, CustomTestStringConvertible {
    let testDescription: String
    let violation: Violation
    let change: @Sendable (inout Agency, VaultFounded) -> VaultFounded

    init(
      _ description: String, _ violation: Violation,
      _ change: @escaping @Sendable (inout Agency, VaultFounded) -> VaultFounded
    ) {
      testDescription = description
      self.violation = violation
      self.change = change
    }
  }

  static let wrong: [Wrong] = [
    Wrong("one member too few", .rolesDoNotCombine) { $1.with(members: [$1.members[0]]) },
    Wrong("members in another order", .rolesDoNotCombine) {
      $1.with(members: $1.members.reversed())
    },
    Wrong("other roles", .rolesDoNotCombine) { agency, founded in
      founded.with(members: founded.members.map { $0.with(roles: [.privacyOfficer]) })
    },
    Wrong("keys that are not the founding's", .wrongHolders) { agency, founded in
      let other = agency.newcomer(agency.person(), as: [.administrator])
      return founded.with(members: [founded.members[0], other])
    },
    Wrong("a compartment too few", .outOfSequence) {
      $1.with(compartments: Array($1.compartments.prefix(2)))
    },
    Wrong("compartments in another order", .outOfSequence) {
      $1.with(compartments: $1.compartments.reversed())
    },
    Wrong("a later epoch", .outOfSequence) { agency, founded in
      let members = founded.members.map(\.id)
      let vault = agency.sealed(.vault, epoch: 2, to: members)
      return founded.with(compartments: [vault] + founded.compartments.dropFirst())
    },
    Wrong("a founder without the log's key", .wrongHolders) { agency, founded in
      let vault = agency.sealed(.vault, to: [founded.members[0].id])
      return founded.with(compartments: [vault] + founded.compartments.dropFirst())
    },
    Wrong("oversight for an administrator", .wrongHolders) { agency, founded in
      let oversight = agency.sealed(.oversight, to: founded.members.map(\.id))
      return founded.with(
        compartments: [founded.compartments[0], oversight, founded.compartments[2]])
    },
    Wrong("one wrap twice", .wrongHolders) { agency, founded in
      let members = founded.members.map(\.id)
      let vault = agency.sealed(.vault, to: members + [members[0]])
      return founded.with(compartments: [vault] + founded.compartments.dropFirst())
    },
    Wrong("two compartments with one id", .alreadyExists) { agency, founded in
      let vault = agency.sealed(
        .vault, of: founded.compartments[1].epoch.compartment, to: founded.members.map(\.id))
      return founded.with(compartments: [vault] + founded.compartments.dropFirst())
    },
    Wrong("a vault compartment with a member's id", .alreadyExists) { agency, founded in
      let members = founded.members.map(\.id)
      let vault = agency.sealed(.vault, of: members[0], to: members)
      return founded.with(compartments: [vault] + founded.compartments.dropFirst())
    },
    Wrong("one device as both founders", .alreadyExists) { agency, founded in
      let first = founded.members[0]
      let twin = Agency.Person(
        member: agency.newID(),
        device: Device(
          id: agency.newID(), member: first.id, signingKey: first.device.signingKey,
          boxKey: first.device.boxKey, locatorKey: agency.newHash()))
      var twins = agency
      return twins.founding(.agency, by: [.init(member: first.id, device: first.device), twin])
    },
    Wrong("two devices with one locator key", .alreadyExists) { agency, founded in
      let (first, second) = (founded.members[0], founded.members[1])
      let known = second.device
      let twin = Device(
        id: known.id, member: known.member, signingKey: known.signingKey, boxKey: known.boxKey,
        locatorKey: first.device.locatorKey)
      var twins = agency
      return twins.founding(
        .agency,
        by: [
          .init(member: first.id, device: first.device), .init(member: second.id, device: twin),
        ])
    },
    Wrong("a member compartment of another kind", .outOfSequence) { agency, founded in
      let first = founded.members[0]
      let compartment = SealedEpoch(
        epoch: agency.epoch(.file, of: first.id), wraps: first.compartment.wraps)
      return founded.with(members: [first.with(compartment: compartment), founded.members[1]])
    },
    Wrong("a member compartment for another's device", .wrongHolders) { agency, founded in
      let (first, second) = (founded.members[0], founded.members[1])
      let compartment = SealedEpoch(
        epoch: first.compartment.epoch, wraps: second.compartment.wraps)
      return founded.with(members: [first.with(compartment: compartment), second])
    },
    Wrong("a checkpoint seed of a later version", .outOfSequence) { agency, founded in
      founded.with(checkpointSeed: agency.newEnvelope(version: 2))
    },
  ]

  @Test(arguments: wrong)
  func `a founding that contradicts itself founds nothing`(wrong: Wrong) throws {
    var agency = Agency()
    let people = [agency.person(), agency.person()]
    let founded = agency.founding(.agency, by: people)
    let changed = wrong.change(&agency, founded)
    try agency.ignore(changed, by: people[0], as: wrong.violation)
    #expect(agency.state.members.isEmpty && agency.state.compartments.isEmpty)
  }

  @Test func `a founding under no rules is none`() throws {
    let line = EventExample.all[0].line.replacing(#""rules":1"#, with: #""rules":0"#)
    var state = VaultState()
    try state.take(try Event(encoded: Array(line.utf8)), at: link(0, 0x01))
    #expect(state.violations.map(\.violation) == [.outOfSequence])
    #expect(state.members.isEmpty)
  }

  @Test func `a founding under rules unknown here stops replay before it begins`() throws {
    let line = EventExample.all[0].line.replacing(#""rules":1"#, with: #""rules":2"#)
    var state = VaultState()
    let event = try Event(encoded: Array(line.utf8))
    #expect(throws: ReplayStopped.rulesTooNew(2)) { try state.take(event, at: link(0, 0x01)) }
    #expect(state == VaultState())
  }
}

extension VaultFounded {
  fileprivate func with(
    members: [NewMember]? = nil, compartments: [SealedEpoch]? = nil,
    checkpointSeed: EnvelopeNotice? = nil
  ) -> VaultFounded {
    VaultFounded(
      founding: founding, members: members ?? self.members,
      compartments: compartments ?? self.compartments, checkpointKey: checkpointKey,
      checkpointSeed: checkpointSeed ?? self.checkpointSeed)
  }
}

extension NewMember {
  func with(
    device: Device? = nil, compartment: SealedEpoch? = nil, roles: [Role]? = nil,
    name: EnvelopeNotice? = nil
  ) -> NewMember {
    NewMember(
      device: device ?? self.device, compartment: compartment ?? self.compartment,
      roles: roles ?? self.roles, name: name ?? self.name)
  }
}
