import AuditLog
import CaseVault
import Casework
import Keyring
import ParserChecks
import Sodium
import System
import VaultAgent

/// One input for each parser, made by the code that makes it in earnest.
enum WrittenInputs {
  static func all() throws -> [(parser: String, bytes: [UInt8])] {
    try keyring() + log() + casework() + agent() + [("ticket", ticket()), ("pin", pin())]
  }

  private static func keyring() throws -> [(String, [UInt8])] {
    let material = try CheckMaterial.shared
    let chosen = try ChosenPassphrase(typed: material.passphrase.span)
    let device = try CheckMaterial.device()
    let keyFile = try KeyFile.seal(device, under: chosen, cost: .forTestsOnly)
    let moment = Moment.earliest
    let request = try EnrolmentRequest.make(
      for: device, name: "Ana Pérez", at: moment, in: Keyring())
    let line = request.split(separator: "\n")[1]
    return [
      ("key-file", keyFile), ("request", Array(line.utf8)), ("wrap", try wrapText(material)),
      ("envelope", try envelope(material)), ("padding", try padded()),
    ]
  }

  private static func agent() throws -> [(String, [UInt8])] {
    let asked = AgentRequest(.identify, of: KeyFileID(of: ParserCheck.agentKeyFile)).head
    let facts = HeldKeyFacts(
      device: try CheckMaterial.deviceKeys().id, path: "/home/ana/key", held: 1, left: 2,
      leftIdle: 3)
    return [
      ("agent-request", asked), ("agent-status", AgentFacts(keys: [facts], areLocked: true).bytes),
    ]
  }

  private static func wrapText(_ material: CheckMaterial) throws -> [UInt8] {
    let holder = try WrapHolder.member(material.member)
    let wrap = try material.keyring.wrap(material.file, for: holder, in: material.vault)
    return try material.textOfWrap(wrap.bytes)
  }

  /// As ``ParserCheck`` cuts it: both lengths in two bytes.
  private static func envelope(_ material: CheckMaterial) throws -> [UInt8] {
    var sealer = try EnvelopeSealer(vault: material.vault, keyring: material.keyring)
    let (header, body) = (CheckMaterial.header, CheckMaterial.body)
    let row = try sealer.seal(
      header: header.span, body: body.span, as: material.envelope,
      version: 1, shelf: 7, to: [material.file]
    ).stored
    let slots = UInt16(row.slots.count).bigEndianBytes + row.slots
    return slots + UInt16(row.header.count).bigEndianBytes + row.header + row.body
  }

  private static func padded() throws -> [UInt8] {
    var padded = try PaddedText()
    let text = CheckMaterial.header
    try padded.pad(text.span, as: .header)
    return [UInt8](copying: padded.room.span.extracting(first: padded.count))
  }

  private static func log() throws -> [(String, [UInt8])] {
    let material = try CheckMaterial.shared
    let key = try Ed25519.SigningKey(seed: [UInt8](repeating: 1, count: 32).span)
    let leaf = try Leaf.sealed(
      event: Array(#"{"event":"vault.founded"}"#.utf8).span, header: material.leafHeader(),
      logKey: material.logKey.span
    ) { [try key.sign($0)] }
    var frontier = Frontier()
    for byte in 0..<11 as Range<UInt8> { frontier.append(.ofLeaf([byte])) }
    let origin = LogOrigin(vault: material.vaultID, generation: 1)
    let note = try Checkpoint.signed(
      origin: origin, size: frontier.size, root: frontier.root, with: key)
    let path = TilePath(.hashes(level: 1), containing: 17_179_123, size: 1 << 33)
    return [
      ("leaf", leaf.bytes), ("frontier", frontier.encoded), ("checkpoint", note.bytes),
      ("verifier-key", Array(origin.verifierKey(key.verifyingKey).text.utf8)),
      ("tiles", [2] + HashTile.encoded([frontier.root, .ofEmptyTree])),
      ("tile-path", Array((path?.text ?? "").utf8)),
    ]
  }

  private static func casework() throws -> [(String, [UInt8])] {
    let imported = ImportedNotes(
      file: .init(high: 0, low: 1), after: Link(sequence: 7, hash: hash(1)),
      importer: .init(high: 0, low: 2), at: .earliest,
      records: [
        .init(
          kind: .progress,
          note: EnvelopeNotice(
            envelope: .init(high: 0, low: 3), version: 1, hash: hash(2), slots: hash(3)))
      ])
    let json = JSONOutput.text(of: ["a": [1, true, "\u{202e}"]], .pretty)
    return [
      ("manifest", imported.bytes), ("state-archive", try VaultState().archived()),
      ("json", Array(json.utf8)),
      ("json-lines", Array(#"{"client":"Maria","date":"2026-03-01","text":"She slept."}"#.utf8)),
      ("csv", Array("client,date,text\r\nMaria,2026-03-01,\"She \"\"slept\"\".\"\r\n".utf8)),
    ]
  }

  private static func ticket() throws -> [UInt8] {
    let keys = try CheckMaterial.deviceKeys()
    let ticket = Ticket(
      vault: try CheckMaterial.shared.vaultID, size: 9, root: .ofEmptyTree, generation: 1,
      issuer: keys.fingerprint)
    return Array(try ticket.text().utf8)
  }

  private static func pin() -> [UInt8] {
    Pin(size: 9, root: .ofEmptyTree, last: .ofEmptyTree, generation: 1).bytes
  }

  private static func hash(_ number: UInt64) -> ContentHash {
    ContentHash(words: .init(first: number, second: 0, third: 0, fourth: 0))
  }
}
