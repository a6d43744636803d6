import CaseVault
import Casework
import Keyring

extension StorageContract {
  static let emptyVault: [Clause] = [
    Clause("a new vault knows its id and holds nothing") { lodging in
      try lodging.open().reading { reader in
        try expect(reader.identity(), lodging.identity, "identity")
        try expect(reader.size(), 0, "size")
        try expect(reader.pendingFounding(), nil, "founding")
        try expect(reader.allLeaves(), [], "leaves")
        try expect(reader.allEnvelopes(), [], "envelopes")
        try expect(reader.allWraps(), [], "wraps")
        try expect(reader.allChunks(), [], "chunks")
        try expect(reader.allTileHashes(), [], "tiles")
      }
    },
    Clause("what is missing is nil, wherever it is looked for") { lodging in
      let hash = try Sample.hash(1)
      let id = try Sample.envelope(1).id
      try lodging.open().reading { reader in
        for position in [0, 1, UInt64(Int64.max), UInt64.max] {
          try expect(reader.leaf(at: position), nil, "leaf at \(position)")
          try expect(reader.leafHash(at: position), nil, "hash at \(position)")
          try expect(reader.tileHash(level: 1, index: position), nil, "tile at \(position)")
        }
        try expect(reader.chunk(at: hash), nil, "chunk")
        try expect(reader.wrap(at: Sample.bytes(16, seed: 1)), nil, "wrap")
        try expect(reader.envelope(id, version: 1, parts: .whole), nil, "envelope")
        try expect(reader.envelopeIDs(beginningWith: "", limit: 9), [], "ids")
      }
    },
    Clause("a founding waits until the first entry, and can be withdrawn") { lodging in
      let storage = try lodging.open()
      try storage.writing { try $0.setPendingFounding([1, 2, 3]) }
      try storage.reading { try expect($0.pendingFounding(), [1, 2, 3], "waiting") }
      try storage.writing { try $0.setPendingFounding(nil) }
      try storage.reading { try expect($0.pendingFounding(), nil, "withdrawn") }
      try storage.writing { try $0.setPendingFounding([4]) }
      try storage.apply(Sample.commit(at: 0))
      try storage.reading { try expect($0.pendingFounding(), nil, "after entry 0") }
      try expect(.inconsistentCommit, "a founding after entry 0") {
        try storage.writing { try $0.setPendingFounding([5]) }
      }
    },
    Clause("the generation is what it was last set to") { lodging in
      let storage = try lodging.open()
      try storage.writing { try $0.setGeneration(UInt32.max) }
      try storage.reading { try expect($0.identity().generation, UInt32.max, "generation") }
    },
  ]

  static let log: [Clause] = [
    Clause("leaves come back by position, in order, as they were stored") { lodging in
      let storage = try lodging.open()
      let leaves = (0..<5).map { Sample.leaf($0) }
      var commit = Commit(position: 0)
      commit.leaves = leaves
      try storage.apply(commit)
      try storage.reading { reader in
        try expect(reader.size(), 5, "size")
        try expect(reader.leaf(at: 3), leaves[3], "leaf 3")
        try expect(reader.leafHash(at: 3), leaves[3].hash, "hash of leaf 3")
        try expect(reader.allLeaves(), leaves, "all")
        try expect(reader.allLeaves(in: 1..<3), Array(leaves[1..<3]), "some")
        try expect(reader.allLeaves(in: 5..<9), [], "beyond the end")
        try expect(reader.allLeaves(in: 2..<2), [], "an empty range")
        try expect(reader.allLeaves(in: UInt64.max..<UInt64.max), [], "at the end of numbers")
      }
    },
    Clause("a walk over leaves names each position") { lodging in
      let storage = try lodging.open()
      try storage.apply(Sample.commit(at: 0))
      try storage.apply(Sample.commit(at: 1))
      var positions: [UInt64] = []
      try storage.reading {
        try $0.eachLeaf(in: 1..<9) { position, _ in positions.append(position) }
      }
      try expect(positions, [1], "positions")
    },
    Clause("a commit decided on another position is refused and changes nothing") { lodging in
      let storage = try lodging.open()
      try storage.apply(Sample.commit(at: 0))
      for position in [0, 2, UInt64.max] {
        var commit = Sample.commit(at: position)
        commit.envelopes = [try Sample.envelope(1)]
        try expect(.conflict(expected: position, found: 1), "position \(position)") {
          try storage.apply(commit)
        }
      }
      try storage.reading { reader in
        try expect(reader.size(), 1, "size")
        try expect(reader.allEnvelopes(), [], "envelopes")
      }
    },
    Clause("after a conflict the same transaction may decide again") { lodging in
      let storage = try lodging.open()
      try storage.writing { transaction in
        try expect(.conflict(expected: 1, found: 0), "too far on") {
          try transaction.apply(Sample.commit(at: 1))
        }
        try transaction.apply(Sample.commit(at: 0))
      }
      try storage.reading { try expect($0.size(), 1, "size") }
    },
    Clause("tile hashes are kept by level and index, once each") { lodging in
      let storage = try lodging.open()
      let tiles = [
        StoredTileHash(level: 1, index: 0, hash: Sample.bytes(32, seed: 1)),
        StoredTileHash(level: 1, index: 256, hash: Sample.bytes(32, seed: 2)),
        StoredTileHash(level: 2, index: 0, hash: Sample.bytes(32, seed: 3)),
      ]
      var commit = Commit(position: 0)
      commit.tileHashes = tiles.reversed()
      try storage.apply(commit)
      try storage.reading { reader in
        try expect(reader.tileHash(level: 1, index: 256), tiles[1].hash, "one")
        try expect(reader.tileHash(level: 2, index: 256), nil, "none")
        try expect(reader.tileHash(level: -1, index: 0), nil, "below all")
        try expect(reader.allTileHashes(), tiles, "all, by level and index")
      }
      try expect(.inconsistentCommit, "the same again") { try storage.apply(commit) }
    },
    Clause("chunks are kept by address in the order of storing, once each") { lodging in
      let storage = try lodging.open()
      let chunks = try (0..<3).map {
        StoredChunk(address: try Sample.hash(9 - $0), bytes: Sample.bytes(70_000, seed: $0))
      }
      var commit = Commit(position: 0)
      commit.chunks = chunks
      try storage.apply(commit)
      try storage.reading { reader in
        try expect(reader.chunk(at: chunks[1].address), chunks[1].bytes, "one")
        try expect(reader.allChunks(), chunks, "all")
      }
      try expect(.inconsistentCommit, "the same again") { try storage.apply(commit) }
    },
  ]
}
