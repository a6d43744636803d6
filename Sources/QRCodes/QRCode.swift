import CQREncode
import Glibc

/// A text as a QR code: squares that are dark or not, without the margin that a reader needs around them.
///
/// Error correction M. What libqrencode copies of the text while it works it frees without wiping it.
/// Source: ISO/IEC 18004; libqrencode, `QRcode_encodeData`.
@safe package struct QRCode: ~Copyable {
  private let code: UnsafeMutablePointer<QRcode>

  /// The squares of one side.
  package let width: Int

  /// As many light squares are left free on each side.
  package static let margin = 4

  /// Throws ``QRCodeError`` for a text that is empty or too long for a code.
  package init(of text: Span<UInt8>) throws(QRCodeError) {
    guard text.count > 0, text.count <= 2_331 else { throw .unfitText(bytes: text.count) }
    let made = unsafe text.withUnsafeBufferPointer { bytes in
      unsafe QRcode_encodeData(Int32(bytes.count), bytes.baseAddress, 0, QR_ECLEVEL_M)
    }
    guard let made = unsafe made else { throw .notMade(errno) }
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
    unsafe QRcode_free(code)
  }
}

/// Why there is no code.
package enum QRCodeError: Error, Equatable {
  case unfitText(bytes: Int)
  /// With the system's number for it.
  case notMade(Int32)
}
