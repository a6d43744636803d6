import AuditLog
import Casework
import Foundation
import GRDB
import Keyring
import Testing

@testable import CaseVault

/// What somebody can try who may write anything into the database, and what comes of it.
@Suite struct AttackTests {
  @Test func `yesterday's database is refused as a rollback`() throws {
    let practice = try Practice()
    let ana = Person("Ana Ruiz")
    try practice.with(practice.soloVault(ana)) { vault in
      let file = try vault.addClient(named: try ClientName("Maria Lopez"))
      try vault.write(try .free("One.", on: practice), in: file)
    }
    let yesterday = try practice.copyOfDatabase()
    try practice.with(practice.open(ana)) { vault in
      let file = try #require(try vault.clients().first?.file)
      try vault.write(try .free("Two.", on: practice), in: file)
    }
    try practice.putBack(yesterday)
    let fault = try #require(throws: IntegrityFault.self) { _ = try practice.open(ana) }
    #expect(fault.kind == .rolledBack)
  }

  @Test func `an old ticket is no way around a rollback`() throws {
    let practice = try Practice()
    let (ana, ben) = (Person("Ana Ruiz"), Person("Ben Bauer"))
    let (hers, his) = try practice.agency(ana, ben)
    let ticket = try his.ticket()
    let yesterday = try practice.copyOfDatabase()
    _ = try hers.checkpoint()
    hers.close()
    his.close()
    try practice.putBack(yesterday)
    let fault = try #require(throws: IntegrityFault.self) { _ = try practice.join(ana, by: ticket) }
    #expect(fault.kind == .rolledBack)
    // Who has not seen more is let in.
    try practice.with(practice.join(ben, by: ticket)) { _ in }
  }

  @Test func `a newcomer believes no other history than that of the ticket, nor a shorter one`()
    throws
  {
    let practice = try Practice()
    let (ana, ben) = (Person("Ana Ruiz"), Person("Ben Bauer"))
    let (hers, his) = try practice.agency(ana, ben)
    let clara = Person("Clara Klein")
    let request = try EnrolmentRequest.parse(clara.request(at: practice.clock.now))
    try his.approve(try hers.proposeMember(request, named: clara.name, as: [.clinician]))
    let enrolled = try practice.copyOfDatabase()
    let whole = try his.ticket()
    _ = try hers.checkpoint()
    let later = try hers.ticket()
    hers.close()
    his.close()
    // Nothing that this device remembers can help it: the ticket alone says which history it is.
    #expect(clara.memory.copy().isEmpty)
    var root = ContentHash(whole.root).bytes
    root[0] ^= 1
    let other = Ticket(
      vault: whole.vault, size: whole.size, root: TreeHash(try ContentHash(bytes: root)),
      generation: 1, issuer: whole.issuer)
    #expect(throws: TicketMismatch.otherHistory) { _ = try practice.join(clara, by: other) }
    // Entries 0 … 3: founding, proposed, approved, checkpoint.
    #expect(later.size == 4)
    try practice.putBack(enrolled)
    #expect(throws: TicketMismatch.behind(by: 1)) { _ = try practice.join(clara, by: later) }
    // And nothing of it was kept as if it had been verified.
    #expect(clara.memory.copy().isEmpty)
    try practice.with(practice.join(clara, by: whole)) { vault in
      let fault = try vault.verify().firstFault
      #expect(fault == nil)
    }
  }

  @Test func `whoever may not restore does not make their device forget`() throws {
    let practice = try Practice()
    let (officer, administrator) = try practice.agency(Person("Olga Ott"), Person("Adam Adler"))
    let clara = Person("Clara Klein")
    let vault = try practice.enrol(clara, as: [.clinician], by: officer, and: administrator)
    let yesterday = try practice.copyOfDatabase()
    _ = try vault.addClient(named: try ClientName("Maria Lopez"))
    for open in [vault, officer, administrator] { open.close() }
    try practice.putBack(yesterday)
    #expect(throws: Refusal.self) {
      _ = try Vault.restore(
        try practice.storage(), accepting: true, with: try clara.identity(), memory: clara.memory,
        in: practice.clock.surroundings)
    }
    let fault = try #require(throws: IntegrityFault.self) { _ = try practice.open(clara) }
    #expect([.rolledBack, .forked].contains(fault.kind))
  }

  @Test func `a history that others went on with from an older copy is refused as a fork`() throws {
    let practice = try Practice()
    let (ana, ben) = (Person("Ana Ruiz"), Person("Ben Bauer"))
    _ = try practice.agency(ana, ben)
    let older = try practice.copyOfDatabase()
    let before = ben.memory.copy()
    try practice.with(practice.open(ana)) { vault in _ = try vault.checkpoint() }
    try practice.putBack(older)
    ben.memory.replace(with: before)
    try practice.with(practice.open(ben)) { vault in
      for _ in 0..<3 { _ = try vault.checkpoint() }
    }
    let fault = try #require(throws: IntegrityFault.self) { _ = try practice.open(ana) }
    #expect(fault.kind == .forked)
  }

  @Test(arguments: Tampering.all)
  func `a change to the database is found and named`(_ tampering: Tampering) throws {
    let practice = try Practice()
    let ana = Person("Ana Ruiz")
    try practice.with(practice.soloVault(ana)) { vault in
      let file = try vault.addClient(named: try ClientName("Maria Lopez"))
      let id = try vault.write(try .free("One.", on: practice), in: file)
      try vault.revise(id, to: try .free("Two.", on: practice))
      try vault.sign(id)
      _ = try vault.importLines(#"{"id":"1","client":"Juan Perez","text":"Imported."}"#)
      let known = try #require(try vault.state.files[file])
      try vault.rotate(known.compartment)
    }
    try practice.tamper(tampering.statement)
    let fault = try practice.firstFault(for: ana)
    #expect(fault?.kind == tampering.expected, "\(tampering.name)")
  }

  @Test func `each wrap that is deleted is missed`() throws {
    let practice = try Practice()
    let ana = Person("Ana Ruiz")
    try practice.with(practice.soloVault(ana)) { vault in
      _ = try vault.addClient(named: try ClientName("Maria Lopez"))
    }
    let whole = try practice.copyOfDatabase()
    // Device and vault compartment: without these two the device cannot begin. Oversight, registry and
    // the file: found by verify.
    var outcomes: [String: Int] = [:]
    for place in 0..<5 {
      try practice.putBack(whole)
      try practice.tamper(
        "DELETE FROM wrap WHERE locator = (SELECT locator FROM wrap ORDER BY locator LIMIT 1 OFFSET \(place))"
      )
      do {
        outcomes[try practice.firstFault(for: ana)?.kind.rawValue ?? "none", default: 0] += 1
      } catch is OpensNoLonger {
        outcomes["opens no longer", default: 0] += 1
      }
    }
    #expect(outcomes == ["opens no longer": 2, "wrap-missing": 3])
  }

  @Test func `no word of a note stands in the database or its log`() throws {
    let practice = try Practice()
    let canary = "canary-7f3d-she-hid-the-letters"
    try practice.with(practice.soloVault(Person("Ana Ruiz"))) { vault in
      let file = try vault.addClient(named: try ClientName("Canary Clientname"))
      try vault.write(try .free(canary, on: practice), in: file)
    }
    for name in ["vault.db", "vault.db-wal"] {
      let path = "\(practice.vaultPath)/\(name)"
      guard let bytes = FileManager.default.contents(atPath: path) else { continue }
      #expect(bytes.range(of: Data(canary.utf8)) == nil)
      #expect(bytes.range(of: Data("Canary".utf8)) == nil)
    }
  }

  @Test func `an envelope under another note's place does not open`() throws {
    let practice = try Practice()
    let ana = Person("Ana Ruiz")
    var ids: [NoteID] = []
    try practice.with(practice.soloVault(ana)) { vault in
      let file = try vault.addClient(named: try ClientName("Maria Lopez"))
      ids.append(try vault.write(try .free("Mine.", on: practice), in: file))
      ids.append(try vault.write(try .free("Other.", on: practice), in: file))
    }
    try practice.tamper(
      """
      UPDATE envelope SET (slots, header, body) = (SELECT slots, header, body FROM envelope
      WHERE id = x'\(ids[1].hexadecimal)') WHERE id = x'\(ids[0].hexadecimal)'
      """)
    let vault = try practice.open(ana)
    let fault = try #require(throws: IntegrityFault.self) {
      _ = try vault.read(ids[0], to: .terminal)
    }
    #expect(fault.kind == .envelopeChanged)
  }
}

/// One way to change a database, and the class of fault that it must be found as.
struct Tampering: Sendable, CustomTestStringConvertible {
  let name: String
  let statement: String
  let expected: IntegrityFault.Kind
  var testDescription: String { name }

  static let all: [Tampering] = [
    Tampering(
      name: "the last entry is cut", statement: "DELETE FROM leaf WHERE position = \(last)",
      expected: .rolledBack),
    Tampering(
      name: "an entry in the middle is deleted", statement: "DELETE FROM leaf WHERE position = 2",
      expected: .leafMissing),
    Tampering(
      name: "two entries change places",
      statement: """
        UPDATE leaf SET bytes = CASE position WHEN 2 THEN (SELECT bytes FROM leaf WHERE position = 3)
        ELSE (SELECT bytes FROM leaf WHERE position = 2) END WHERE position IN (2, 3)
        """, expected: .leafOutOfSequence),
    Tampering(
      name: "a byte of an entry is changed",
      statement: "UPDATE leaf SET bytes = \(flipped("bytes", at: 200)) WHERE position = 2",
      expected: .sealBroken),
    Tampering(
      name: "an entry's stored hash is changed",
      statement: "UPDATE leaf SET hash = zeroblob(32) WHERE position = 2",
      expected: .leafHashWrong),
    Tampering(
      name: "an envelope is deleted",
      statement: "DELETE FROM envelope WHERE rowid = (SELECT max(rowid) FROM envelope)",
      expected: .envelopeMissing),
    Tampering(
      name: "a byte of a body is changed",
      statement:
        "UPDATE envelope SET body = \(flipped("body", at: 100)) WHERE rowid = (SELECT max(rowid) FROM envelope)",
      expected: .envelopeChanged),
    Tampering(
      name: "a slot is changed",
      statement:
        "UPDATE envelope SET slots = \(flipped("slots", at: 40)) WHERE rowid = (SELECT max(rowid) FROM envelope)",
      expected: .slotsChanged),
    Tampering(
      name: "a wrap is planted",
      statement: "INSERT INTO wrap (locator, bytes) VALUES (zeroblob(16), zeroblob(167))",
      expected: .wrapUnnamed),
    Tampering(
      name: "a chunk is planted",
      statement: "INSERT INTO chunk (address, bytes) VALUES (zeroblob(32), zeroblob(120))",
      expected: .chunkUnnamed),
    Tampering(
      name: "a chunk is deleted", statement: "DELETE FROM chunk", expected: .chunkMissing),
  ]

  /// Entries 0 … 8: founding, file, two versions, signature, list, files, notes, rotation.
  private static let last = 8

  private static func flipped(_ column: String, at place: Int) -> String {
    """
    CAST(substr(\(column), 1, \(place)) ||
    CASE WHEN substr(\(column), \(place + 1), 1) = x'00' THEN x'01' ELSE x'00' END ||
    substr(\(column), \(place + 2)) AS BLOB)
    """
  }
}
