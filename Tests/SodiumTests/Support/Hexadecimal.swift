/// Bytes written as vectors write them. An odd or foreign digit gives no bytes, so a misspelt vector
/// fails its test instead of passing for something shorter.
func bytes(_ hexadecimal: String) -> [UInt8] {
  let digits = hexadecimal.compactMap(\.hexDigitValue).map(UInt8.init)
  guard digits.count == hexadecimal.count, digits.count.isMultiple(of: 2) else { return [] }
  return stride(from: 0, to: digits.count, by: 2).map { digits[$0] << 4 | digits[$0 + 1] }
}

/// The way back, for expectations that read like the vector.
func hexadecimal(_ bytes: [UInt8]) -> String {
  bytes.map { byte in
    let digits = String(byte, radix: 16)
    return byte < 16 ? "0" + digits : digits
  }.joined()
}
