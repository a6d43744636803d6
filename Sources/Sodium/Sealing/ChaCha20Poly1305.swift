import CSodium

/// ChaCha20-Poly1305 of the IETF: a 32-byte key and a 12-byte nonce, too short to be random for ever:
/// for formats that count or fix their nonces, or whose keys seal only a few times. Source: RFC 8439;
/// libsodium, `crypto_aead_chacha20poly1305_ietf`.
package enum ChaCha20Poly1305: AEAD {
  /// A nonce, stored inline.
  package typealias Nonce = FixedBytes<12>

  package static var nonceLength: Int { 12 }

  package static let functions = unsafe AEADFunctions(
    encrypt: crypto_aead_chacha20poly1305_ietf_encrypt,
    decrypt: crypto_aead_chacha20poly1305_ietf_decrypt)
}
