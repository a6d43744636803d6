import AuditLog
import Casework
import Sodium

extension ParserCheck {
  /// A leaf as a row holds it, and the same bytes as the body that a holder of the log key sealed.
  static let leaf = ParserCheck("leaf") { bytes in
    let isRow = try acceptsLeaf(bytes)
    return try acceptsLeafBody(bytes) || isRow
  }

  private static func acceptsLeaf(_ bytes: [UInt8]) throws -> Bool {
    let material = try CheckMaterial.shared
    do {
      let leaf = try Leaf(bytes, of: material.vaultID)
      try promise("leaf", "the header is its bytes", leaf.header.encoded == Array(bytes[..<102]))
      _ = try leaf.opened(logKey: material.logKey.span)
      return true
    } catch is LeafRefusal { return false }
  }

  private static func acceptsLeafBody(_ text: [UInt8]) throws -> Bool {
    let material = try CheckMaterial.shared
    let header = try material.leafHeader()
    // A fuzzer would guess one length in 256.
    let body = text + [UInt8](repeating: 0, count: (256 - text.count % 256) % 256)
    let label = "casevault/1 leaf body"
    let key = try LeafKey(of: header, logKey: material.logKey.span)
    let sealed = try key.withBytes { key in
      try CommittingAEAD.seal(
        body, key: key, nonce: header.nonce,
        label: ([UInt8(label.utf8.count)] + Array(label.utf8)).span,
        additionalData: header.encoded.span)
    }
    do {
      let bytes = header.encoded + sealed.commitment.bytes + sealed.ciphertext
      let opened = try Leaf(bytes, of: material.vaultID).opened(logKey: material.logKey.span)
      try promise("leaf", "one body has one encoding", encoded(opened) == body)
      return true
    } catch is LeafRefusal { return false }
  }

  /// docs/format.md §6: count ‖ signatures ‖ u32 length ‖ event ‖ zeros.
  private static func encoded(_ leaf: OpenedLeaf) -> [UInt8] {
    var body = [UInt8(leaf.signatures.count)]
    for signature in leaf.signatures { body += signature.bytes }
    body += UInt32(leaf.event.count).bigEndianBytes + leaf.event
    return body + [UInt8](repeating: 0, count: (256 - body.count % 256) % 256)
  }

  static let checkpoint = ParserCheck("checkpoint") { bytes in
    do {
      let note = try SignedNote(parsing: bytes)
      try promise("checkpoint", "a note is its bytes", note.bytes == bytes)
      let checkpoint = try Checkpoint(note.text)
      try promise("checkpoint", "a checkpoint is its text", checkpoint.text == note.text)
      return true
    } catch is MalformedNote {
      return false
    } catch is MalformedCheckpoint { return false }
  }

  static let verifierKey = ParserCheck("verifier-key") { bytes in
    do {
      guard let text = try? UTF8Text.string(from: bytes.span) else { return false }
      let key = try VerifierKey(text)
      try promise("verifier-key", "a key is its bytes", Array(key.text.utf8) == bytes)
      return true
    } catch is MalformedVerifierKey { return false }
  }

  /// `u8 count ‖ tile`, as hashes and as entries.
  static let tiles = ParserCheck("tiles") { bytes in
    guard let count = bytes.first else { return false }
    let tile = Array(bytes.dropFirst())
    var isAccepted = false
    do {
      let hashes = try HashTile.hashes(in: tile, count: Int(count))
      try promise("tiles", "hashes are their bytes", HashTile.encoded(hashes) == tile)
      isAccepted = true
    } catch is MalformedTile {}
    do {
      let entries = try EntryBundle.entries(in: tile, count: Int(count))
      try promise("tiles", "entries are their bytes", try EntryBundle.encoded(entries) == tile)
      isAccepted = true
    } catch is MalformedTile {}
    return isAccepted
  }

  static let tilePath = ParserCheck("tile-path") { bytes in
    guard let text = try? UTF8Text.string(from: bytes.span), let path = TilePath(text) else {
      return false
    }
    try promise("tile-path", "a path is its bytes", Array(path.text.utf8) == bytes)
    try promise("tile-path", "a width is its places", path.places.count == path.width)
    return true
  }

  static let frontier = ParserCheck("frontier") { bytes in
    do {
      var frontier = try Frontier(encoded: bytes)
      try promise("frontier", "a frontier is its bytes", frontier.encoded == bytes)
      guard frontier.size < UInt64(Int64.max) else { return true }
      frontier.append(.ofEmptyTree)
      let count = frontier.subtrees.count
      try promise("frontier", "one more leaf fits", count == frontier.size.nonzeroBitCount)
      return true
    } catch is MalformedFrontier { return false }
  }
}
