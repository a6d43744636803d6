import CaseVault
import Casework
import Keyring

extension StorageContract {
  static let envelopes: [Clause] = [
    Clause("an envelope comes back as it was stored, whole or without its body") { lodging in
      let storage = try lodging.open()
      let envelope = try Sample.envelope(1, version: UInt32.max, shelf: Int64.max)
      try storage.store([envelope])
      try storage.reading { reader in
        let whole = try reader.envelope(envelope.id, version: UInt32.max, parts: .whole)
        try expect(whole, envelope, "whole")
        let header = try reader.envelope(envelope.id, version: UInt32.max, parts: .headers)
        try expect(header, envelope.withoutBody, "header")
        try expect(
          reader.envelope(envelope.id, version: 1, parts: .whole), nil, "another version")
      }
    },
    Clause("envelopes come in the order in which they were stored, all or of one shelf") {
      lodging in
      let storage = try lodging.open()
      let envelopes = try (0..<40).map { try Sample.envelope($0, shelf: Int64($0 % 3)) }
      try storage.store(Array(envelopes[..<25]))
      try storage.store(Array(envelopes[25...]))
      try storage.reading { reader in
        try expect(reader.allEnvelopes(), envelopes, "all")
        try expect(
          reader.allEnvelopes(parts: .headers), envelopes.map(\.withoutBody), "headers")
      }
    },
    Clause("shares of all envelopes leave none out and give none twice") { lodging in
      let storage = try lodging.open()
      let envelopes = try (0..<3_000).map { try Sample.envelope($0, slots: 1, body: 1) }
      try storage.store(envelopes)
      try storage.reading { reader in
        for parts in [1, 2, 3, 8] {
          var shared: [StoredEnvelope] = []
          for part in 0..<parts {
            try reader.eachEnvelope(part: part, of: parts) { shared.append($0) }
          }
          try expect(shared.count, 3_000, "number in \(parts) shares")
          try expect(Set(shared.map(\.key)).count, 3_000, "different ones in \(parts) shares")
        }
      }
    },
    Clause("empty parts stay empty") { lodging in
      let storage = try lodging.open()
      let envelope = try StoredEnvelope(
        id: Sample.envelope(1).id, version: 1, shelf: 0, slots: [], header: [], body: [])
      try storage.store([envelope])
      try storage.reading { try expect($0.allEnvelopes(), [envelope], "envelopes") }
    },
    Clause("a body of 60 megabytes comes back as it was stored") { lodging in
      let storage = try lodging.open()
      let small = try Sample.envelope(1)
      var body: [UInt8] = []
      for seed in 0..<60 { body += Sample.bytes(10_000, seed: UInt64(seed)) + zeros }
      let envelope = StoredEnvelope(
        id: small.id, version: 1, shelf: 1, slots: small.slots, header: small.header, body: body)
      try storage.store([envelope])
      let found = try storage.reading {
        try $0.envelope(envelope.id, version: 1, parts: .whole)
      }
      // Not through `expect`: nobody wants to read two such bodies in a message.
      guard found == envelope else { throw Breach(description: "the large body differs") }
    },
    Clause("a new version stands beside the old, and the same version is refused") { lodging in
      let storage = try lodging.open()
      let versions = try (1...3).map { try Sample.envelope(1, version: $0) }
      try storage.store(versions)
      try expect(.inconsistentCommit, "version 2 again") {
        try storage.store([try Sample.envelope(2), versions[1]])
      }
      try storage.reading { try expect($0.allEnvelopes(), versions, "envelopes") }
    },
    Clause("slots can be replaced by fewer, as many or more, and nothing else changes") { lodging in
      let storage = try lodging.open()
      let envelopes = try (0..<3).map { try Sample.envelope($0, body: 100_000) }
      try storage.store(envelopes)
      for count in [17, 90, 90, 4_000] {
        let slots = Sample.bytes(count, seed: UInt64(count))
        try storage.replaceSlots(of: envelopes[1].key, by: slots)
        try storage.reading { reader in
          try expect(
            reader.allEnvelopes(), [envelopes[0], envelopes[1].with(slots: slots), envelopes[2]],
            "\(count) bytes of slots")
        }
      }
    },
    Clause("a change to an envelope that does not exist is refused") { lodging in
      let storage = try lodging.open()
      let envelope = try Sample.envelope(1)
      try storage.store([envelope])
      let missing = EnvelopeKey(id: envelope.id, version: 2)
      try expect(.inconsistentCommit, "slots") {
        try storage.replaceSlots(of: missing, by: [1])
      }
      try expect(.inconsistentCommit, "dropping") { try storage.drop([envelope.key, missing]) }
      try storage.reading { try expect($0.allEnvelopes(), [envelope], "envelopes") }
    },
    Clause("a dropped envelope is gone from every view, and its place can be taken") { lodging in
      let storage = try lodging.open()
      let envelopes = try (0..<3).map { try Sample.envelope($0) }
      try storage.store(envelopes)
      try storage.drop([envelopes[2].key, envelopes[0].key])
      try storage.reading { reader in
        try expect(reader.allEnvelopes(), [envelopes[1]], "all")
        try expect(reader.envelope(envelopes[2].id, version: 1, parts: .whole), nil, "one")
        try expect(reader.envelopeIDs(beginningWith: "", limit: 9), [envelopes[1].id], "ids")
      }
      try storage.store([envelopes[0]])
      try storage.reading {
        try expect($0.allEnvelopes(), [envelopes[1], envelopes[0]], "stored anew, so last")
      }
    },
    Clause("ids are found by any number of leading digits, odd ones too") { lodging in
      let storage = try lodging.open()
      let digits = ["00000000", "0fffffff", "a0000000", "ab000000", "abc00000", "ffffffff"]
      let envelopes = try digits.map { try StoredEnvelope.beginning(with: $0) }
      let second = try StoredEnvelope.beginning(with: "abc00000", version: 2)
      try storage.store(envelopes.reversed() + [second])
      try storage.reading { reader in
        func found(_ prefix: String, _ limit: Int = 99) throws -> [String] {
          try reader.envelopeIDs(beginningWith: prefix, limit: limit).map {
            String($0.hexadecimal.prefix(8))
          }
        }
        try expect(found(""), digits, "no digit: all, each once, rising")
        try expect(found("0"), ["00000000", "0fffffff"], "one digit")
        try expect(found("ab"), ["ab000000", "abc00000"], "two")
        try expect(found("abc"), ["abc00000"], "three")
        try expect(found("abd"), [], "three that none has")
        try expect(found(envelopes[3].id.hexadecimal), ["ab000000"], "all 32")
        try expect(found(envelopes[3].id.hexadecimal + "0"), [], "33")
        try expect(found("a", 2), ["a0000000", "ab000000"], "no more than asked for")
        try expect(found("a", 0), [], "none asked for")
        for nonsense in ["A", "g", "a%", "ä", " a", "-1", "\0"] {
          try expect(found(nonsense), [], "digits that are none: \(nonsense)")
        }
      }
    },
  ]

  static let wraps: [Clause] = [
    Clause("a wrap lies under its locator, and a new one replaces it") { lodging in
      let storage = try lodging.open()
      let wraps = (0..<3).map {
        StoredWrap(locator: Sample.bytes(16, seed: $0), bytes: Sample.bytes(150, seed: $0 + 9))
      }
      try storage.store(wraps: wraps)
      let newer = StoredWrap(locator: wraps[1].locator, bytes: Sample.bytes(90, seed: 77))
      try storage.store(wraps: [newer])
      try storage.reading { reader in
        try expect(reader.wrap(at: wraps[0].locator), wraps[0].bytes, "untouched")
        try expect(reader.wrap(at: wraps[1].locator), newer.bytes, "replaced")
        let all = try reader.allWraps()
        try expect(all.count, 3, "number of wraps")
        let missing = [wraps[0], newer, wraps[2]].filter { !all.contains($0) }
        try expect(missing, [], "wraps not walked over")
      }
    },
    Clause("a dropped wrap is gone, and dropping it again does no harm") { lodging in
      let storage = try lodging.open()
      let wrap = StoredWrap(locator: Sample.bytes(16, seed: 1), bytes: [1, 2])
      try storage.store(wraps: [wrap])
      for _ in 1...2 {
        var commit = Commit(position: 0)
        commit.droppedWraps = [wrap.locator]
        try storage.apply(commit)
        try storage.reading { reader in
          try expect(reader.wrap(at: wrap.locator), nil, "wrap")
          try expect(reader.allWraps(), [], "wraps")
        }
      }
    },
  ]
}

private let zeros = [UInt8](repeating: 0, count: 990_000)

extension Storage {
  /// Commits that leave the log alone, on a log that is empty.
  fileprivate func store(_ envelopes: [StoredEnvelope]) throws {
    var commit = Commit(position: 0)
    commit.envelopes = envelopes
    try apply(commit)
  }

  fileprivate func store(wraps: [StoredWrap]) throws {
    var commit = Commit(position: 0)
    commit.wraps = wraps
    try apply(commit)
  }

  fileprivate func replaceSlots(of envelope: EnvelopeKey, by slots: [UInt8]) throws {
    var commit = Commit(position: 0)
    commit.slots = [SlotChange(envelope: envelope, slots: slots)]
    try apply(commit)
  }

  fileprivate func drop(_ envelopes: [EnvelopeKey]) throws {
    var commit = Commit(position: 0)
    commit.droppedEnvelopes = envelopes
    try apply(commit)
  }
}

extension StoredEnvelope {
  /// An envelope whose id is these eight digits and then sevens.
  fileprivate static func beginning(
    with digits: String, version: UInt32 = 1
  ) throws -> StoredEnvelope {
    StoredEnvelope(
      id: try EnvelopeID(hexadecimal: digits + String(repeating: "7", count: 24)),
      version: version, shelf: 1, slots: [1], header: [2], body: [3])
  }
}
