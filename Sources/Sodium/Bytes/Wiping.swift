import CSodium

extension Sodium {
  /// Overwrites bytes with zeros in a way that the optimiser may not drop. Source: libsodium,
  /// `sodium_memzero`.
  package static func wipe(_ bytes: inout MutableSpan<UInt8>) {
    let count = bytes.count
    if let start = unsafe bytes.address { unsafe sodium_memzero(start, count) }
  }

  /// The same for an array that held something secret on its way in. Earlier copies of the array,
  /// and buffers that it outgrew, are out of reach: hold secrets in ``SecretBytes``.
  package static func wipe(_ bytes: inout [UInt8]) {
    unsafe bytes.withUnsafeMutableBytes { buffer in
      if let start = buffer.baseAddress { unsafe sodium_memzero(start, buffer.count) }
    }
  }
}
