// C functions with four and five byte arguments would make pyramids of closures. An address taken
// from a span that is a *parameter* is good until the function returns: whoever lent the span keeps
// its bytes alive and in place for the whole call. These two are used in no other situation.

extension Span<UInt8> {
  /// Where the bytes of this parameter begin; nil when there are none.
  @unsafe var address: UnsafePointer<UInt8>? {
    unsafe withUnsafeBufferPointer { $0.baseAddress }
  }

  /// The length as libsodium's message functions take it.
  var length: UInt64 { UInt64(count) }
}

extension MutableSpan<UInt8> {
  /// Where the bytes of this `inout` parameter begin; nil when there are none.
  @unsafe var address: UnsafeMutablePointer<UInt8>? {
    mutating get { unsafe withUnsafeMutableBufferPointer { $0.baseAddress } }
  }
}
