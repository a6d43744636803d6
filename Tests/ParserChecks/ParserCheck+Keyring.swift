import Casework
import Keyring
import Sodium

extension ParserCheck {
  /// A key file is opened only where it asks for next to nothing; of the others the cost is read, which
  /// is what stands between a hostile file and the memory.
  static let keyFile = ParserCheck("key-file") { try acceptsKeyFile($0) }

  private static func acceptsKeyFile(_ bytes: [UInt8]) throws -> Bool {
    do {
      let cost = try KeyFile.cost(of: bytes)
      try promise(
        "key-file", "no more memory and time than are given",
        cost.memory <= 1 << 30 && (1...10).contains(cost.operations) && bytes.count == 142)
      guard cost == .forTestsOnly else { return false }
      let (opened, ours) = (try keys(in: bytes), try CheckMaterial.deviceKeys())
      try promise("key-file", "nobody without the passphrase made another", opened == ours)
      return true
    } catch is KeyFileError { return false }
  }

  private static func keys(in keyFile: [UInt8]) throws -> DevicePublicKeys {
    let passphrase = try Passphrase(typed: CheckMaterial.shared.passphrase.span)
    return try KeyFile.open(keyFile, with: passphrase).publicKeys
  }

  /// The text of a wrap as somebody with a right to seal could write it, and the same bytes as a row.
  static let wrap = ParserCheck("wrap") { try acceptsWrap($0) }

  private static func acceptsWrap(_ text: [UInt8]) throws -> Bool {
    let material = try CheckMaterial.shared
    let holder = try WrapHolder.member(material.member)
    let opener = try WrapOpener(material.member, in: material.keyring)
    let sealed = try SealedBox.seal(
      text.span, to: X25519.PublicKey(material.member.publicKey.bytes.span))
    let kind = (text.count > 65 ? CompartmentKind.numbered(text[65]) : nil) ?? .file
    do {
      let keyring = try Keyring()
      let facts = try keyring.openFirst(sealed, kind: kind, by: opener, in: material.vault)
      let again = try [material.vault, nil].map { vault in
        try keyring.wrap(facts, for: holder, in: vault).bytes
      }
      let isTheOneText = try again.contains { try material.textOfWrap($0) == text }
      try promise("wrap", "what opens is what this program would have sealed", isTheOneText)
      return true
    } catch is WrapError { return false }
  }

  /// A row: `u16 length ‖ slots ‖ u16 length ‖ header ‖ body`.
  static let envelope = ParserCheck("envelope") { try acceptsEnvelope($0) }

  private static func acceptsEnvelope(_ bytes: [UInt8]) throws -> Bool {
    let material = try CheckMaterial.shared
    guard let row = CheckedRow(bytes) else { return false }
    var opener = try EnvelopeOpener(vault: material.vault, keyring: material.keyring)
    do {
      let texts = try opener.texts(
        of: row.stored(as: material.envelope), as: material.file.compartment)
      try promise(
        "envelope", "nobody without the secret sealed another text",
        texts.header == CheckMaterial.header && texts.body == CheckMaterial.body)
      return true
    } catch is EnvelopeError { return false }
  }

  /// What a part decrypts to, which whoever holds the compartment may have written by hand.
  static let padding = ParserCheck("padding") { try acceptsPadding($0) }

  private static func acceptsPadding(_ bytes: [UInt8]) throws -> Bool {
    var isAccepted = false
    for part in [EnvelopePart.header, .body] {
      do {
        var padded = try PaddedText()
        try padded.fill(count: bytes.count) { output throws(SodiumError) in
          try output.copy(from: bytes.span)
        }
        let text = try padded.unpadded(as: part) { [UInt8](copying: $0) }
        try padded.pad(text.span, as: part)
        let again = [UInt8](copying: padded.room.span.extracting(first: padded.count))
        try promise("padding", "one text has one padding", again == bytes)
        isAccepted = true
      } catch is EnvelopeError { continue }
    }
    return isAccepted
  }

  /// The JSON line of a request, signed by the device that it should come from.
  static let request = ParserCheck("request") { try acceptsRequest($0) }

  private static func acceptsRequest(_ line: [UInt8]) throws -> Bool {
    let device = try CheckMaterial.device()
    let label = "casevault/1 enrolment request"
    let signed = [UInt8(label.utf8.count)] + Array(label.utf8) + line
    let signature = try device.sign(signed)
    guard let text = try? UTF8Text.string(from: line.span) else { return false }
    do {
      let request = try EnrolmentRequest.parse(
        "casevault enrolment request v1\n\(text)\n\(Base64.text(of: signature.span))\n")
      let again = try StrictJSON.write(request.object)
      try promise("request", "one request has one encoding", again == line)
      // Of the other keys the signature is the only witness: who shows one of somebody else's can open
      // nothing that is sealed to it.
      try promise(
        "request", "who signed is who asks",
        request.keys.signing == device.publicKeys.signing)
      return true
    } catch is EnrolmentRequestError { return false }
  }
}

/// The columns of an envelope's row, cut out of one input.
struct CheckedRow {
  private let slots, header, body: [UInt8]

  init?(_ bytes: [UInt8]) {
    var rest = bytes[...]
    func part() -> [UInt8]? {
      guard rest.count >= 2 else { return nil }
      let length = rest.prefix(2).reduce(0) { $0 << 8 | Int($1) }
      defer { rest = rest.dropFirst(2 + length) }
      return Array(rest.dropFirst(2).prefix(length))
    }
    guard let slots = part(), let header = part() else { return nil }
    (self.slots, self.header, body) = (slots, header, Array(rest))
  }

  func stored(as id: EnvelopeID) -> StoredEnvelope {
    StoredEnvelope(id: id, version: 1, shelf: 7, slots: slots, header: header, body: body)
  }
}
