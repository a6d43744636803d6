package import AuditLog
package import Casework
package import Sodium

// `Casework` compares digests and knows no cryptography; `AuditLog` and `Sodium` compute them. These
// are the crossings between their types.

extension ContentHash {
  /// Takes the first 32 bytes of a span that has them.
  package init(digest bytes: Span<UInt8>) {
    func word(at start: Int) -> UInt64 {
      (start..<start + 8).reduce(0) { $0 << 8 | UInt64(bytes[$1]) }
    }
    self.init(
      words: Words(
        first: word(at: 0), second: word(at: 8), third: word(at: 16), fourth: word(at: 24)))
  }

  package init(_ hash: TreeHash) {
    let digest = hash.digest
    self.init(digest: digest.span)
  }

  package init(_ vault: VaultID) {
    let digest = vault.digest
    self.init(digest: digest.span)
  }
}

extension Digest32 {
  package init(_ hash: ContentHash) {
    self.init()
    var target = mutableSpan
    var place = 0
    for word in [hash.words.first, hash.words.second, hash.words.third, hash.words.fourth] {
      for byte in word.bigEndianBytes {
        target[place] = byte
        place += 1
      }
    }
  }
}

extension TreeHash {
  package init(_ hash: ContentHash) { self.init(Digest32(hash)) }
}

extension VaultID {
  package init(_ hash: ContentHash) { self.init(Digest32(hash)) }

  /// SHA-256(label("casevault/1 founding") ‖ founding), docs/format.md §3.
  package init(of founding: Founding) {
    let label = "casevault/1 founding"
    var message: [UInt8] = [UInt8(label.utf8.count)]
    message += label.utf8
    message += founding.bytes
    self.init(SHA256.digest(of: message))
  }
}
