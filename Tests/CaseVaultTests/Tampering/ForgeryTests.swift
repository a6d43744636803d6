import AuditLog
import Casework
import Foundation
import GRDB
import Keyring
import SQLiteStorage
import Testing

@testable import CaseVault

/// What somebody can try who holds a key, or who puts in what another vault's program wrote.
@Suite struct ForgeryTests {
  @Test func `an import that lies about its author or its time is found`() throws {
    let practice = try Practice()
    let ana = Person("Ana Ruiz")
    let whole = try practice.copy { try practice.with(practice.soloVault(ana)) { _ in } }
    let somebody = MemberID.random()
    let lies: [(MemberID?, TimeSpan, IntegrityFault.Kind?)] = [
      (nil, TimeSpan(milliseconds: 0), nil),
      (somebody, TimeSpan(milliseconds: 0), .historyBroken),
      (nil, TimeSpan(milliseconds: -60_000), .historyBroken),
    ]
    for (importer, shift, expected) in lies {
      try practice.putBack(whole)
      let memory = ana.memory.copy()
      defer { ana.memory.replace(with: memory) }
      try practice.with(practice.open(ana)) { vault in
        let file = try vault.addClient(named: try ClientName("Maria Lopez"))
        try vault.enterImport(into: file, by: importer, shiftedBy: shift)
        let fault = try vault.verify().firstFault
        #expect(fault?.kind == expected)
        // Nor does anybody who only reads believe it.
        let believed = try vault.believesHistory(of: file)
        #expect(believed == (expected == nil))
      }
    }
  }

  @Test func `a colleague cannot show another entry in the place of one of theirs`() throws {
    let practice = try Practice()
    let ana = Person("Ana Ruiz")
    try practice.with(practice.soloVault(ana)) { vault in
      let file = try vault.addClient(named: try ClientName("Maria Lopez"))
      try vault.write(try .free("One.", on: practice), in: file)
      #expect(try vault.entry(at: 1).event.content is FileOpened)
      // Sealed with the log's key, signed by an active device, in its place: only the tree tells.
      let forged = try vault.otherEntry(at: 1)
      try practice.tamper(
        "UPDATE leaf SET bytes = x'\(Hexadecimal.text(of: forged))' WHERE position = 1")
      let one = try #require(throws: IntegrityFault.self) { _ = try vault.entry(at: 1) }
      #expect(one == IntegrityFault(.otherHistory, at: .entry(1)))
      let all = try #require(throws: IntegrityFault.self) { _ = try vault.entries() }
      #expect(all == IntegrityFault(.otherHistory, at: .vault))
    }
  }

  @Test func `a slot of another vault, note or version put in its place is found and named`() throws
  {
    let foreign = try Practice()
    _ = try foreign.soloVaultWithNotes(by: Person("Eve Stone"))
    let practice = try Practice()
    let ana = Person("Ana Ruiz")
    let ids = try practice.soloVaultWithNotes(by: ana)
    let (whole, memory) = (try practice.copyOfDatabase(), ana.memory.copy())
    let sources = [
      "(SELECT slots FROM foreign_vault.envelope ORDER BY number DESC LIMIT 1)",
      "(SELECT slots FROM envelope WHERE id = x'\(ids[1].hexadecimal)')",
      "(SELECT slots FROM envelope ORDER BY number LIMIT 1)",
      "(SELECT CAST(slots || slots AS BLOB) FROM envelope WHERE id = x'\(ids[0].hexadecimal)')",
    ]
    for source in sources {
      try practice.putBack(whole)
      ana.memory.replace(with: memory)
      try practice.tamper(
        "UPDATE envelope SET slots = \(source) WHERE id = x'\(ids[0].hexadecimal)'",
        attaching: foreign)
      let fault = try #require(try practice.firstFault(for: ana), "\(source)")
      #expect(fault == IntegrityFault(.slotsChanged, at: .envelope(ids[0], version: 1)))
      // Nor does it open anything.
      let read = try #require(throws: IntegrityFault.self) {
        _ = try practice.open(ana).read(ids[0], to: .terminal)
      }
      #expect(read.kind == .textDamaged)
    }
  }

  @Test func `a search says how much was taken away`() throws {
    let practice = try Practice()
    let ana = Person("Ana Ruiz")
    let ids = try practice.soloVaultWithNotes(by: ana)
    let needle = try #require(TextNeedle(foldedFrom: "landlord"))
    try practice.with(practice.open(ana)) { vault in
      let result = try vault.search(for: needle, to: .terminal)
      #expect(result.hits.map(\.note) == ids)
      #expect(result.gap == nil)
    }
    try practice.tamper("DELETE FROM envelope WHERE id = x'\(ids[0].hexadecimal)'")
    try practice.with(practice.open(ana)) { vault in
      let result = try vault.search(for: needle, to: .terminal)
      #expect(result.hits.map(\.note) == [ids[1]])
      let file = try #require(try vault.state.files.keys.first)
      #expect(result.gap == IncompleteSearch(files: [file], missing: 1))
    }
  }

  @Test(arguments: [
    "body = zeroblob(length(body))", "slots = zeroblob(length(slots))",
    // What was not searched is looked at before a note is shown.
    "header = CAST(substr(header, 1, 60) || zeroblob(length(header) - 60) AS BLOB)",
  ])
  func `a text that was changed stops no search, and is said to be missing from it`(
    _ change: String
  ) throws {
    let practice = try Practice()
    let ana = Person("Ana Ruiz")
    let ids = try practice.soloVaultWithNotes(by: ana)
    let needle = try #require(TextNeedle(foldedFrom: "landlord"))
    try practice.tamper("UPDATE envelope SET \(change) WHERE id = x'\(ids[0].hexadecimal)'")
    try practice.with(practice.open(ana)) { vault in
      let result = try vault.search(for: needle, to: .terminal)
      #expect(result.hits.map(\.note) == [ids[1]])
      #expect(result.total == 1)
      let file = try #require(try vault.state.files.keys.first)
      #expect(result.gap == IncompleteSearch(files: [file], missing: 1))
    }
  }

  @Test func `a row put on a shelf neither stops a search nor stands in for one taken away`() throws
  {
    let practice = try Practice()
    let ana = Person("Ana Ruiz")
    let ids = try practice.soloVaultWithNotes(by: ana)
    let needle = try #require(TextNeedle(foldedFrom: "landlord"))
    try practice.tamper(
      """
      INSERT INTO envelope (id, version, shelf, slots, header, body)
        SELECT x'00000000000000000000000000000077', 1, shelf, slots, header, body FROM envelope
        WHERE id = x'\(ids[1].hexadecimal)'
      """)
    try practice.with(practice.open(ana)) { vault in
      let result = try vault.search(for: needle, to: .terminal)
      #expect(result.hits.map(\.note) == ids)
      #expect(result.gap == nil)
    }
    try practice.tamper("DELETE FROM envelope WHERE id = x'\(ids[0].hexadecimal)'")
    try practice.with(practice.open(ana)) { vault in
      let result = try vault.search(for: needle, to: .terminal)
      #expect(result.hits.map(\.note) == [ids[1]])
      #expect(result.gap?.missing == 1)
    }
  }

  @Test func `a row that stands twice does not stand in for the one it was written over`() throws {
    let practice = try Practice()
    let ana = Person("Ana Ruiz")
    let ids = try practice.soloVaultWithNotes(by: ana)
    let needle = try #require(TextNeedle(foldedFrom: "landlord"))
    // In the file itself: SQLite would not let two rows have one key.
    let rows = try practice.storage().reading { reader in
      try ids.map { try #require(try reader.envelope($0, version: 1, parts: .whole)).stored }
    }
    var file = try practice.copyOfDatabase()
    let place = try #require(file["vault.db"]?.range(of: rows[0]))
    #expect(rows[0].count == rows[1].count)
    file["vault.db"]?.replaceSubrange(place, with: rows[1])
    try practice.putBack(file)
    try practice.with(practice.open(ana)) { vault in
      let result = try vault.search(for: needle, to: .terminal)
      #expect(result.hits.map(\.note) == [ids[1]])
      #expect(result.gap?.missing == 1)
    }
    let fault = try practice.firstFault(for: ana)
    // Of two rows with one name the log names one.
    #expect(fault?.kind == .envelopeUnnamed)
  }

  @Test func `a search of one file among many reads what its history names, and misses it by name`()
    throws
  {
    let practice = try Practice()
    let ana = Person("Ana Ruiz")
    let needle = try #require(TextNeedle(foldedFrom: "landlord"))
    var (file, notes) = (CaseFileID(high: 0, low: 0), [NoteID]())
    try practice.with(practice.soloVault(ana)) { vault in
      for name in ["Maria Lopez", "Ben Okafor", "Ida Holm", "Jo Lee"] {
        file = try vault.addClient(named: try ClientName(name))
        notes = try ["The landlord called.", "Nothing of note.", "Landlord again."].map {
          try vault.write(try .free($0, on: practice), in: file)
        }
      }
      // Only the latest version counts.
      try vault.revise(notes[0], to: try .free("The caretaker called.", on: practice))
      let result = try vault.search(for: needle, in: file, to: .terminal)
      #expect(result.hits.map(\.note) == [notes[2]])
      #expect(result.gap == nil && result.filesSearched == 1)
    }
    // A row that no entry names is not even opened.
    try practice.tamper(
      """
      INSERT INTO envelope (id, version, shelf, slots, header, body)
        SELECT x'00000000000000000000000000000077', 1, shelf, x'00', x'00', x'00' FROM envelope
        WHERE id = x'\(notes[2].hexadecimal)'
      """)
    try practice.with(practice.open(ana)) { vault in
      let result = try vault.search(for: needle, in: file, to: .terminal)
      #expect(result.hits.map(\.note) == [notes[2]])
      #expect(result.gap == nil)
    }
    try practice.tamper("DELETE FROM envelope WHERE id = x'\(notes[2].hexadecimal)'")
    try practice.with(practice.open(ana)) { vault in
      let result = try vault.search(for: needle, in: file, to: .terminal)
      #expect(result.hits.isEmpty)
      #expect(result.gap == IncompleteSearch(files: [file], missing: 1))
    }
  }

  @Test func `no search is short of anything after drafts, imports, renamings and rotations`()
    throws
  {
    let practice = try Practice()
    let ana = Person("Ana Ruiz")
    let needle = try #require(TextNeedle(foldedFrom: "imported"))
    try practice.with(practice.soloVault(ana)) { vault in
      try SmallVault.fill(vault, on: practice)
      let result = try vault.search(for: needle, to: .terminal)
      #expect(result.total == 2)
      #expect(result.gap == nil)
    }
    // The same from what the device kept.
    try practice.with(practice.open(ana)) { vault in
      let result = try vault.search(for: needle, to: .terminal)
      #expect(result.gap == nil)
    }
  }
}

extension Practice {
  fileprivate func copy(after work: () throws -> Void) throws -> [String: Data] {
    try work()
    return try copyOfDatabase()
  }

  /// Two notes of one client, each with the word landlord in it.
  fileprivate func soloVaultWithNotes(by person: Person) throws -> [NoteID] {
    var ids: [NoteID] = []
    try with(soloVault(person)) { vault in
      let file = try vault.addClient(named: try ClientName("Maria Lopez"))
      ids.append(try vault.write(try .free("The landlord called.", on: self), in: file))
      ids.append(try vault.write(try .free("A letter to the landlord.", on: self), in: file))
    }
    return ids
  }

  fileprivate func tamper(_ statement: String, attaching other: Practice) throws {
    let queue = try DatabaseQueue.patient(at: "\(vaultPath)/vault.db")
    try queue.writeWithoutTransaction { database in
      try database.execute(
        sql: "ATTACH ? AS foreign_vault", arguments: ["\(other.vaultPath)/vault.db"])
      try database.execute(sql: statement)
    }
    try queue.close()
  }
}

extension Vault {
  fileprivate func believesHistory(of id: CaseFileID) throws -> Bool {
    let file = try known(id, in: try state)
    do {
      _ = try storage.reading { try history(of: file, in: $0) }
      return true
    } catch let fault as IntegrityFault where fault.kind == .historyBroken {
      return false
    }
  }

  /// What this member could have written at a place instead of what stands there.
  fileprivate func otherEntry(at position: UInt64) throws -> [UInt8] {
    let stored = try #require(try storage.reading { try $0.leaf(at: position) })
    let header = try Leaf(stored.bytes, of: id).header
    let event = try Event(at: now(), by: keys.device, content: VaultBackedUp()).encoded()
    return try keys.logKeys.withKey(of: header.epoch) { key in
      try Leaf.sealed(event: event.span, header: header, logKey: key) {
        [try keys.held.identity.sign($0)]
      }
    }.bytes
  }

  /// What the program of a member would write who wants imported notes to look like somebody else's,
  /// or older: the entry is signed and in order, its chunk says something else.
  func enterImport(
    into file: CaseFileID, by importer: MemberID? = nil,
    shiftedBy shift: TimeSpan = TimeSpan(milliseconds: 0)
  ) throws {
    _ = try journal.recording { desk in
      let known = try self.known(file, in: desk.state)
      let epoch = try #require(desk.state.compartments[known.compartment]?.current)
      let sealed = try seal(header: [1], shelf: known.shelf, to: [epoch])
      let records = [ImportedNotes.Record(kind: .progress, note: sealed.notice)]
      let notes = ImportedNotes(
        file: file, after: known.head, importer: importer ?? member,
        at: desk.at.adding(shift), records: records)
      let vaultEpoch = desk.state.vaultEpoch ?? 1
      let chunk = try keys.sealedChunk(notes.bytes, epoch: vaultEpoch, in: id)
      let part = NotesImported.Part(
        file: file, after: known.head, count: UInt32(records.count), chunk: chunk.address,
        process: false)
      let list = try keys.sealedChunk(
        try NotesImported.manifest(of: [part]), epoch: vaultEpoch, in: id)
      let event = NotesImported(count: records.count, chunk: list.address)
      try desk.append(
        event, storing: Commit.Parts(chunks: [chunk, list], envelopes: [sealed.stored]),
        spending: try desk.permit(for: event))
    }
  }
}

extension StoredEnvelope {
  /// The columns of its row behind each other, as SQLite lays them out; version 1 takes no byte.
  fileprivate var stored: Data {
    let shelfBytes = (0..<8).map { UInt8(truncatingIfNeeded: shelf >> (56 - 8 * $0)) }
    return Data(Array(id.bytes) + shelfBytes + slots + header + body)
  }
}
