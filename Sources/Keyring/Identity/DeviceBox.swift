package import Sodium

extension DeviceIdentity {
  /// Opens a box that was sealed to this device's X25519 key, such as a founding that waits for its
  /// second signature. Throws ``SodiumError/damaged`` for a box for somebody else, or a changed one.
  package borrowing func openBox(_ sealed: [UInt8]) throws(SodiumError) -> [UInt8] {
    let opened = try SealedBox.open(sealed.span, with: try boxKey())
    return [UInt8](copying: opened.span)
  }
}
