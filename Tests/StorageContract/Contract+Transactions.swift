import CaseVault
import Casework
import Keyring

extension StorageContract {
  static let transactions: [Clause] = [
    Clause("a closure that throws leaves nothing of what it applied") { lodging in
      let storage = try lodging.open()
      try storage.apply(Sample.commit(at: 0))
      do {
        try storage.writing { transaction in
          try transaction.apply(everything(at: 1))
          try transaction.setGeneration(5)
          throw Abandoned()
        }
      } catch is Abandoned {}
      try storage.reading { try expectOnlyFirstEntry($0, lodging) }
      try storage.apply(everything(at: 1))
    },
    Clause("a commit that fails half-way undoes its whole transaction, even when caught") {
      lodging in
      let storage = try lodging.open()
      try storage.apply(Sample.commit(at: 0))
      var halfGood = try everything(at: 2)
      halfGood.slots = [
        SlotChange(envelope: EnvelopeKey(id: try Sample.envelope(99).id, version: 1), slots: [1])
      ]
      try expect(.inconsistentCommit, "the transaction") {
        try storage.writing { transaction in
          try transaction.apply(everything(at: 1, seed: 500))
          try expect(.inconsistentCommit, "the commit") { try transaction.apply(halfGood) }
          try expect(.inconsistentCommit, "whatever follows") {
            try transaction.apply(Sample.commit(at: 2))
          }
        }
      }
      try storage.reading { try expectOnlyFirstEntry($0, lodging) }
    },
    Clause("many commits in one transaction see one another, and count as one") { lodging in
      let storage = try lodging.open()
      let envelopes = try (0..<100).map { try Sample.envelope($0) }
      try storage.writing { transaction in
        for start in stride(from: 0, to: 100, by: 10) {
          var commit = Commit(position: 0)
          commit.envelopes = Array(envelopes[start..<start + 10])
          try transaction.apply(commit)
          let found = try transaction.envelope(envelopes[start].id, version: 1, parts: .whole)
          try expect(found, envelopes[start], "just stored")
        }
        try transaction.apply(Sample.commit(at: 0))
        try expect(transaction.size(), 1, "size")
        try transaction.apply(Sample.commit(at: 1))
      }
      try storage.reading { reader in
        try expect(reader.size(), 2, "size")
        try expect(reader.allEnvelopes(), envelopes, "envelopes")
      }
    },
    Clause("what a closure returns and throws comes through") { lodging in
      let storage = try lodging.open()
      try expect(storage.reading { _ in 1 }, 1, "returned by reading")
      try expect(storage.writing { _ in 2 }, 2, "returned by writing")
      for attempt in [storage.failingToRead, storage.failingToWrite] {
        do {
          try attempt()
          throw Breach(description: "nothing came through")
        } catch is Abandoned {}
      }
    },
    Clause("a walk ends when its closure throws, and the storage goes on") { lodging in
      let storage = try lodging.open()
      var commit = Commit(position: 0)
      commit.envelopes = try (0..<5).map { try Sample.envelope($0) }
      try storage.apply(commit)
      var seen = 0
      try storage.reading { reader in
        do {
          try reader.eachEnvelope(parts: .whole) { _ in
            seen += 1
            if seen == 2 { throw Abandoned() }
          }
        } catch is Abandoned {}
        try expect(seen, 2, "seen")
        try expect(reader.allEnvelopes().count, 5, "all")
      }
      try storage.apply(Sample.commit(at: 0))
    },
    Clause("inside a walk the same may be walked over and looked up") { lodging in
      let storage = try lodging.open()
      let envelopes = try (0..<4).map { try Sample.envelope($0) }
      var commit = Commit(position: 0)
      commit.envelopes = envelopes
      try storage.apply(commit)
      var seen = 0
      try storage.reading { reader in
        try reader.eachEnvelope(parts: .headers) { outer in
          try expect(
            reader.envelope(outer.id, version: 1, parts: .headers), outer, "looked up")
          try reader.eachEnvelope(parts: .headers) { _ in seen += 1 }
        }
      }
      try expect(seen, 16, "pairs")
    },
    Clause("a reader that outlives its closure answers with an error") { lodging in
      let storage = try lodging.open()
      // Asked before, so that it may not answer with what it remembers either.
      let kept = try storage.reading { reader in
        _ = try reader.size()
        return reader
      }
      do {
        _ = try kept.size()
      } catch is StorageError {
        return
      }
      throw Breach(description: "the reader still answers")
    },
  ]

  /// One of everything that a commit can hold.
  private static func everything(at position: UInt64, seed: UInt64 = 1) throws -> Commit {
    var commit = Sample.commit(at: position)
    commit.tileHashes = [
      StoredTileHash(level: 1, index: seed, hash: Sample.bytes(32, seed: seed))
    ]
    commit.chunks = [StoredChunk(address: try Sample.hash(seed), bytes: [1])]
    commit.envelopes = [try Sample.envelope(seed)]
    commit.wraps = [StoredWrap(locator: Sample.bytes(16, seed: seed), bytes: [2])]
    return commit
  }

  private static func expectOnlyFirstEntry(
    _ reader: any StorageReader, _ lodging: any StorageLodging
  ) throws {
    try expect(reader.identity(), lodging.identity, "identity")
    try expect(reader.allLeaves(), [Sample.leaf(0)], "leaves")
    try expect(reader.allTileHashes(), [], "tiles")
    try expect(reader.allChunks(), [], "chunks")
    try expect(reader.allEnvelopes(), [], "envelopes")
    try expect(reader.allWraps(), [], "wraps")
  }
}

/// Thrown by closures under test.
private struct Abandoned: Error {}

extension Storage {
  fileprivate func failingToRead() throws { try reading { _ in throw Abandoned() } }
  fileprivate func failingToWrite() throws { try writing { _ in throw Abandoned() } }
}
