import CQREncode
import Glibc

/// libqrencode, opened when the first code is made.
///
/// It is not linked: one command of all prints codes, and a library that is bound at every start, with the one
/// that it brings along, is a thirtieth of the time in which a note is shown.
@safe struct EncodingLibrary: Sendable {
  typealias Encode =
    @convention(c) (Int32, UnsafePointer<UInt8>?, Int32, QRecLevel) -> UnsafeMutablePointer<
      QRcode
    >?
  typealias Free = @convention(c) (UnsafeMutablePointer<QRcode>?) -> Void

  let encode: Encode
  let free: Free

  /// The one that all codes are made with; nil where this machine has none.
  static let shared = EncodingLibrary(named: "libqrencode.so.4")

  /// Nil where there is no such library, or another of its name. It stays open until the program ends.
  init?(named name: String) {
    guard let library = unsafe dlopen(name, RTLD_NOW | RTLD_LOCAL),
      let encode = unsafe dlsym(library, "QRcode_encodeData"),
      let free = unsafe dlsym(library, "QRcode_free")
    else { return nil }
    unsafe self.encode = unsafeBitCast(encode, to: Encode.self)
    unsafe self.free = unsafeBitCast(free, to: Free.self)
  }
}
