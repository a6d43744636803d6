internal import Sodium

extension DeviceIdentity {
  /// Opens a box that was sealed to this device's X25519 key, such as a founding that waits for its
  /// second signature. Throws ``SodiumError/damaged`` for a box for somebody else, or a changed one.
  package borrowing func openBox(_ sealed: [UInt8]) throws -> [UInt8] {
    guard sealed.count >= SealedBox.overhead else { throw SodiumError.damaged }
    var text = [UInt8](repeating: 0, count: sealed.count - SealedBox.overhead)
    var output = text.mutableSpan
    try secrets.openBox(sealed.span, into: &output)
    return text
  }
}
