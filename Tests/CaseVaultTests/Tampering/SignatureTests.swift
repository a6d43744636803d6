import AuditLog
import Casework
import Keyring
import SQLiteStorage
import Sodium
import Testing

@testable import CaseVault

/// Every member's program holds the log's key, and could seal a leaf that says anything of anybody.
@Suite struct SignatureTests {
  @Test(arguments: ForgedLeaf.allCases)
  func `a leaf that a member forges is found at its place, and nobody goes on after it`(
    _ forged: ForgedLeaf
  ) throws {
    let practice = try Practice()
    let (olga, adam) = (Person("Olga Ott"), Person("Adam Adler"))
    let (hers, his) = try practice.agency(olga, adam)
    // What Adam's device signs in its own name is like any other entry, so that what is refused below is
    // refused for what it says.
    try his.enterUnchecked(his.encoded(VaultBackedUp(), by: his.keys.device))
    _ = try hers.journal.record(ActProposed(RulesRaised(to: 2)))
    try his.journal.catchUp()
    #expect(try hers.verify().firstFault == nil)
    let place = try his.enterUnchecked(forged.event(by: his, naming: hers))
    // Entries 0 … 2: founding, the entry of Adam's, the proposal.
    #expect(place == 3)
    let expected = IntegrityFault(forged.fault, at: .entry(3))
    for vault in [hers, his] {
      let report = try vault.verify()
      #expect(report.firstFault == expected)
      #expect(report.faults == 1)
    }
    for person in [olga, adam] {
      let opening = try #require(throws: IntegrityFault.self) { _ = try practice.open(person) }
      #expect(opening == expected)
    }
    // Who had it open before, too.
    let writing = try #require(throws: IntegrityFault.self) { _ = try hers.checkpoint() }
    #expect(writing == expected)
    #expect(try practice.storage().reading { try $0.size() } == 4)
  }

  @Test func `the first fault is the first in the log, whatever stands after it`() throws {
    let practice = try Practice()
    let (hers, his) = try practice.agency(Person("Olga Ott"), Person("Adam Adler"))
    let inHerName = try his.encoded(VaultBackedUp(), by: hers.keys.device)
    // Signatures are checked on several processors, none of which waits for another.
    let first = try his.enterUnchecked(inHerName, count: 9)
    #expect(first == 1)
    for _ in 0..<20 {
      let fault = try hers.verify().firstFault
      #expect(fault == IntegrityFault(.badSignature, at: .entry(1)))
    }
    // And this is seen as soon as it is read.
    try his.enterUnchecked(Array("{}".utf8))
    let fault = try hers.verify().firstFault
    #expect(fault == IntegrityFault(.badSignature, at: .entry(1)))
  }

  @Test(arguments: [1, 2])
  func `an agency that one founder signed, once or twice, is none to the other`(
    signatures: Int
  ) throws {
    let practice = try Practice()
    let adam = Person("Adam Adler")
    let draft = try DraftedAgency(by: Person("Olga Ott"), and: adam, on: practice)
    let ticket = try draft.enter(signedByFirst: signatures)
    let joining = try #require(throws: IntegrityFault.self) {
      _ = try practice.join(adam, by: ticket)
    }
    #expect(joining == IntegrityFault(.badSignature, at: .entry(0)))
    let report = try Vault.verify(draft.storage, with: try adam.identity(), memory: adam.memory)
    #expect(report.firstFault == IntegrityFault(.badSignature, at: .entry(0)))
  }

  @Test func `a founding that the first founder did not sign is not signed by the second`() throws {
    let practice = try Practice()
    let (olga, adam) = (Person("Olga Ott"), Person("Adam Adler"))
    let draft = try DraftedAgency(by: olga, and: adam, on: practice)
    let ticket = try draft.wait(signedBy: Person("Eve Stone"))
    let joining = try #require(throws: IntegrityFault.self) {
      _ = try practice.join(adam, by: ticket)
    }
    #expect(joining == IntegrityFault(.badSignature, at: .entry(0)))
    #expect(try draft.storage.reading { try $0.size() } == 0)
    // Signed by her who drew it up, the same founding begins.
    try practice.with(practice.join(adam, by: try draft.wait(signedBy: olga))) { vault in
      let fault = try vault.verify().firstFault
      #expect(fault == nil)
    }
  }
}

/// An agency as the first founder's program draws it up, before anybody has signed it.
private struct DraftedAgency {
  let storage: SQLiteStorage
  private let keys: DeviceKeys
  private let other: VerifiedRequest
  private let draft: FoundingDraft

  init(by first: Person, and second: Person, on practice: Practice) throws {
    keys = try DeviceKeys(try first.identity())
    other = try EnrolmentRequest.parse(second.request(at: practice.clock.now))
    draft = try keys.draftFounding(
      .agency,
      by: [try keys.foundingMember(named: first.name), Founder(other, named: second.name)],
      at: practice.clock.now)
    storage = try SQLiteStorage.create(at: practice.vaultPath, vaultID: ContentHash(draft.vault))
    let parts = draft.parts
    try storage.writing { try $0.apply(Commit(position: 0, parts: parts)) }
  }

  /// Enters the founding with so many signatures, all of them the first founder's.
  func enter(signedByFirst count: Int) throws -> Ticket {
    let leaf = try keys.logKeys.withKey(of: 1) { logKey in
      try Leaf.sealed(event: draft.event.span, header: draft.header, logKey: logKey) { message in
        let own = try keys.held.identity.sign(message)
        return Array(repeating: own, count: count)
      }
    }
    var commit = Commit(position: 0)
    commit.leaves = [StoredLeaf(bytes: leaf.bytes, hash: leaf.hash().digest.bytes)]
    try storage.writing { transaction in
      try transaction.apply(commit)
      try transaction.setGeneration(1)
    }
    return ticket(size: 1, root: leaf.hash())
  }

  /// Leaves the founding for the second founder, with somebody's signature.
  func wait(signedBy somebody: Person) throws -> Ticket {
    let message = Leaf.signedMessage(header: draft.header.encoded, event: draft.event.span)
    let identity = try somebody.identity()
    let waiting = WaitingFounding(
      header: draft.header, signature: try identity.sign(message), event: draft.event)
    let sealed = try waiting.sealed(to: other.keys)
    try storage.writing { try $0.setPendingFounding(sealed) }
    return ticket(size: 0, root: .ofEmptyTree)
  }

  private func ticket(size: UInt64, root: TreeHash) -> Ticket {
    Ticket(
      vault: draft.vault, size: size, root: root, generation: 1,
      issuer: keys.held.identity.publicKeys.fingerprint)
  }
}

/// What a member's changed program can seal that no program of ours would, and what it is found as.
enum ForgedLeaf: CaseIterable, CustomTestStringConvertible {
  case colleaguesName, unknownDevice, nothingKnown, unknownRules

  var fault: IntegrityFault.Kind {
    switch self {
    case .colleaguesName: .badSignature
    case .unknownDevice: .unknownDevice
    case .nothingKnown: .notAnEvent
    case .unknownRules: .rulesTooNew
    }
  }

  var testDescription: String { fault.rawValue }

  /// Signed by the forger's own device, whomever it names.
  func event(by forger: Vault, naming colleague: Vault) throws -> [UInt8] {
    switch self {
    case .colleaguesName:
      return try forger.encoded(VaultBackedUp(), by: colleague.keys.device)
    case .unknownDevice:
      // A key pair of the forger's own making would be as unknown: nobody enrolled this device.
      return try forger.encoded(VaultBackedUp(), by: DeviceID(high: 7, low: 7))
    case .nothingKnown:
      return Array(#"{"event":"vault.emptied"}"#.utf8)
    case .unknownRules:
      let proposal = try #require(try forger.state.proposals.values.first)
      let approval = ActApproved(proposal: proposal.link, wraps: [])
      return try forger.encoded(approval, by: forger.keys.device)
    }
  }
}
