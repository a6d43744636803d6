import AuditLog
import Sodium
import Testing

struct CheckpointTests {
  let vault: VaultID
  let origin: LogOrigin
  let root: TreeHash
  let note: SignedNote

  init() throws {
    let id = String(repeating: "0123456789abcdef", count: 4)
    vault = try #require(VaultID(hexadecimal: id))
    origin = LogOrigin(vault: vault, generation: 1)
    root = TreeHash.ofLeaf([1, 2, 3])
    note = try Checkpoint.signed(origin: origin, size: 42, root: root, with: logKey())
  }

  @Test func `a checkpoint is four lines, an em dash, a name and a signature`() throws {
    let lines = String(decoding: note.bytes, as: UTF8.self).split(
      separator: "\n", omittingEmptySubsequences: false)
    #expect(lines.count == 6)
    #expect(lines[0] == "casevault/\(vault.hexadecimal)/1")
    #expect(lines[1] == "42")
    #expect(lines[2] == Substring(root.base64))
    #expect(lines[3].isEmpty)
    #expect(lines[4].hasPrefix("— casevault/\(vault.hexadecimal)/1 "))
    #expect(lines[5].isEmpty)
  }

  @Test func `a checkpoint verifies under its log's key and no other`() throws {
    let read = try SignedNote(parsing: note.bytes)
    let key = try logKey().verifyingKey
    let verified = try VerifiedCheckpoint(read, origin: origin, log: key)
    #expect(verified.checkpoint.size == 42)
    #expect(verified.checkpoint.root == root)
    #expect(verified.cosigners.isEmpty)
    let other = try witnessKey().verifyingKey
    #expect(throws: InvalidCheckpoint.untrusted(.noKnownSigner)) {
      try VerifiedCheckpoint(read, origin: origin, log: other)
    }
  }

  @Test func `a checkpoint of another generation is another log's`() throws {
    let key = try logKey().verifyingKey
    let restored = LogOrigin(vault: vault, generation: 2)
    #expect(throws: InvalidCheckpoint.untrusted(.noKnownSigner)) {
      try VerifiedCheckpoint(note, origin: restored, log: key)
    }
  }

  @Test func `a text about another vault under the right name is refused`() throws {
    let other = LogOrigin(vault: VaultID(Digest32()), generation: 1)
    let text = Checkpoint(origin: other, size: 42, root: root).text
    let key = try logKey()
    let signature = try NoteSignature.signing(text, as: KeyName(origin), with: key)
    let verifier = key.verifyingKey
    #expect(throws: InvalidCheckpoint.foreignOrigin(other.text)) {
      try VerifiedCheckpoint(
        SignedNote(text, signatures: [signature]), origin: origin, log: verifier)
    }
  }

  @Test func `a witness adds its line and the time it claims`() throws {
    let cosigned = try cosigned(at: 1_679_315_147)
    let verified = try VerifiedCheckpoint(
      SignedNote(parsing: cosigned.bytes), origin: origin, log: try logKey().verifyingKey,
      witnesses: [try witness()])
    #expect(verified.cosigners.map(\.time?.seconds) == [1_679_315_147])
    #expect(verified.cosigners.map(\.key.name.text) == ["witness.example/w1"])
  }

  @Test func `witnesses cannot speak in the log's place`() throws {
    let witnessed = try cosigned(at: 7)
    let alone = SignedNote(witnessed.text, signatures: Array(witnessed.signatures.suffix(1)))
    let key = try logKey().verifyingKey
    let witness = try witness()
    #expect(throws: InvalidCheckpoint.notSignedByLog) {
      try VerifiedCheckpoint(alone, origin: origin, log: key, witnesses: [witness])
    }
  }

  @Test func `every changed byte of a checkpoint is noticed`() throws {
    let key = try logKey().verifyingKey
    for place in note.bytes.indices {
      var bytes = note.bytes
      bytes[place] ^= 1
      #expect(throws: (any Error).self, "byte \(place)") {
        try VerifiedCheckpoint(SignedNote(parsing: bytes), origin: origin, log: key)
      }
    }
  }

  @Test(arguments: [
    ("log\n1\n", MalformedCheckpoint.tooFewLines),
    ("log\n\n1\n\(emptyRoot)\n", .tooFewLines),
    ("\n1\n\(emptyRoot)\n", .tooFewLines),
    ("log\n01\n\(emptyRoot)\n", .badSize),
    ("log\n+1\n\(emptyRoot)\n", .badSize),
    ("log\n-1\n\(emptyRoot)\n", .badSize),
    ("log\n18446744073709551616\n\(emptyRoot)\n", .badSize),
    ("log\n1\n\(emptyRoot)A\n", .badRoot),
    ("log\n1\nAAAA\n", .badRoot),
    ("log\n1\n\(emptyRoot) \n", .badRoot),
  ])
  func `a text that is no checkpoint says which line is wrong`(
    text: String, expected: MalformedCheckpoint
  ) throws {
    let text = try #require(SignableText(text))
    #expect(throws: expected) { try Checkpoint(text) }
  }

  @Test func `a hundred signatures are read back, and no more are taken`() throws {
    var note = note
    let signature = note.signatures[0]
    for _ in 2...100 { try note.add(signature) }
    #expect(try SignedNote(parsing: note.bytes) == note)
    #expect(throws: MalformedNote.tooManySignatures(101)) { try note.add(signature) }
  }

  @Test func `extension lines are kept and signed`() throws {
    let text = try #require(SignableText("log\n0\n\(emptyRoot)\none\nzwölf +\n"))
    let checkpoint = try Checkpoint(text)
    #expect(checkpoint.extensions == ["one", "zwölf +"])
    #expect(checkpoint.text == text)
  }

  @Test func `an origin is read in one spelling`() {
    #expect(LogOrigin(origin.text) == origin)
    for other in [
      "casevault/\(vault.hexadecimal)/01", "casevault/\(vault.hexadecimal)/+1",
      "casevault/\(vault.hexadecimal.uppercased())/1", "casevault/\(vault.hexadecimal)",
      "casevault/\(vault.hexadecimal)/1/", "otherlog/\(vault.hexadecimal)/1", "",
    ] {
      #expect(LogOrigin(other) == nil, "\(other)")
    }
  }

  @Test func `a verifier key comes back from its line`() throws {
    let key = try witness()
    #expect(try VerifierKey(key.text) == key)
    #expect(key.text.hasPrefix("witness.example/w1+"))
    #expect(KeyName("two words") == nil)
    #expect(KeyName("two\u{2003}words") == nil)
    #expect(KeyName("a+b") == nil)
    #expect(KeyName("") == nil)
    #expect(CosignatureTime(seconds: 1 << 63) == nil)
  }

  private func cosigned(at seconds: UInt64) throws -> SignedNote {
    var note = note
    let time = try #require(CosignatureTime(seconds: seconds))
    let name = try #require(KeyName("witness.example/w1"))
    try note.add(.cosigning(note.text, at: time, as: name, with: witnessKey()))
    return note
  }

  private func witness() throws -> VerifierKey {
    let name = try #require(KeyName("witness.example/w1"))
    let key = try witnessKey().verifyingKey
    return VerifierKey(name: name, algorithm: .cosignature, key: key)
  }
}

/// SHA-256 of nothing, the root of an empty log.
private let emptyRoot = "47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU="

private func logKey() throws -> Ed25519.SigningKey { try signingKey(filledWith: 1) }
private func witnessKey() throws -> Ed25519.SigningKey { try signingKey(filledWith: 2) }

func signingKey(filledWith byte: UInt8) throws -> Ed25519.SigningKey {
  let seed = [UInt8](repeating: byte, count: 32)
  return try Ed25519.SigningKey(seed: seed.span)
}
