import CaseVault
import Casework
import Keyring

extension StorageContract {
  static let handles: [Clause] = [
    Clause("everything is there again after closing and opening") { lodging in
      let envelopes = try (0..<10).map { try Sample.envelope($0) }
      do {
        let storage = try lodging.open()
        var commit = Sample.commit(at: 0)
        commit.envelopes = envelopes
        try storage.apply(commit)
        try storage.writing { try $0.setGeneration(3) }
      }
      try lodging.open().reading { reader in
        try expect(reader.identity().generation, 3, "generation")
        try expect(reader.identity().vaultID, lodging.identity.vaultID, "vault")
        try expect(reader.allLeaves(), [Sample.leaf(0)], "leaves")
        try expect(reader.allEnvelopes(), envelopes, "envelopes")
      }
    },
    Clause("a second handle sees what the first committed, and nothing else") { lodging in
      let first = try lodging.open()
      let second = try lodging.open()
      try first.writing { transaction in
        try transaction.apply(Sample.commit(at: 0))
        try second.reading { try expect($0.size(), 0, "before the commit") }
      }
      try second.reading { try expect($0.size(), 1, "after it") }
    },
    Clause("a reader keeps its view while others commit") { lodging in
      let first = try lodging.open()
      let second = try lodging.open()
      try first.apply(Sample.commit(at: 0))
      try first.reading { reader in
        try expect(reader.size(), 1, "at first")
        try second.apply(Sample.commit(at: 1))
        try expect(reader.size(), 1, "while another handle commits")
        try first.apply(Sample.commit(at: 2))
        try expect(reader.allLeaves(), [Sample.leaf(0)], "while its own handle commits")
        try first.reading { try expect($0.size(), 3, "a reader that began later") }
      }
      try first.reading { try expect($0.size(), 3, "at last") }
    },
    Clause("a walk over many rows is not disturbed by a commit") { lodging in
      let storage = try lodging.open()
      let envelopes = try (0..<300).map { try Sample.envelope($0) }
      var commit = Commit(position: 0)
      commit.envelopes = envelopes
      try storage.apply(commit)
      var seen: [StoredEnvelope] = []
      try storage.reading { reader in
        try reader.eachEnvelope(parts: .whole) { envelope in
          if seen.count == 10 {
            var dropping = Commit(position: 0)
            dropping.droppedEnvelopes = envelopes[20...].map(\.key)
            try storage.apply(dropping)
          }
          seen.append(envelope)
        }
      }
      try expect(seen, envelopes, "walked over")
      try storage.reading { try expect($0.allEnvelopes().count, 20, "left") }
    },
    Clause("one writes at a time: a second writer waits a bounded time, then is told") { lodging in
      let first = try lodging.open()
      let second = try lodging.open()
      try first.writing { transaction in
        try transaction.apply(Sample.commit(at: 0))
        try expect(.busy, "another handle") { try second.apply(Sample.commit(at: 0)) }
        try expect(.busy, "the same handle") { try first.apply(Sample.commit(at: 0)) }
        try transaction.apply(Sample.commit(at: 1))
      }
      try second.apply(Sample.commit(at: 2))
    },
    Clause("who decided on a log that has moved on gets a conflict") { lodging in
      let first = try lodging.open()
      let second = try lodging.open()
      let position = try second.reading { try $0.size() }
      try first.apply(Sample.commit(at: 0))
      try expect(.conflict(expected: 0, found: 1), "the second handle") {
        try second.apply(Sample.commit(at: position))
      }
    },
  ]
}
