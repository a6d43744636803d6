import CQREncode
import Glibc

/// A text as a QR code: squares that are dark or not, without the margin that a reader needs around them.
///
/// Error correction M. What libqrencode copies of the text while it works it frees without wiping it.
/// Source: ISO/IEC 18004; libqrencode, `QRcode_encodeData`.
@safe package struct QRCode: ~Copyable {
  private let code: UnsafeMutablePointer<QRcode>
  private let library: EncodingLibrary

  /// The squares of one side.
  package let width: Int

  /// As many light squares are left free on each side.
  package static let margin = 4

  /// Throws ``QRCodeError`` for a text that is empty or too long for a code.
  package init(of text: Span<UInt8>) throws(QRCodeError) {
    try self.init(of: text, by: .shared)
  }

  /// The same by a library that may not be there.
  init(of text: Span<UInt8>, by library: EncodingLibrary?) throws(QRCodeError) {
    guard text.count > 0, text.count <= 2_331 else { throw .unfitText(bytes: text.count) }
    guard let library else { throw .noLibrary }
    let made = unsafe text.withUnsafeBufferPointer { bytes in
      unsafe library.encode(Int32(bytes.count), bytes.baseAddress, 0, QR_ECLEVEL_M)
    }
    guard let made = unsafe made else { throw .notMade(errno) }
    self.library = library
    unsafe code = made
    width = unsafe Int(made.pointee.width)
  }

  /// Whether the square in this column and row is dark; none outside is.
  package borrowing func isDark(_ column: Int, _ row: Int) -> Bool {
    guard (0..<width).contains(column), (0..<width).contains(row) else { return false }
    return unsafe code.pointee.data[row * width + column] & 1 == 1
  }

  deinit {
    unsafe explicit_bzero(code.pointee.data, width * width)
    unsafe library.free(code)
  }
}

/// Why there is no code.
package enum QRCodeError: Error, Equatable {
  case unfitText(bytes: Int)
  /// libqrencode is not on this machine.
  case noLibrary
  /// With the system's number for it.
  case notMade(Int32)
}
