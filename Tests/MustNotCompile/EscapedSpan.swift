// The bytes of a secret are lent for as long as it is owned, and not longer.
// expect: lifetime-dependent variable 'kept' escapes its scope
import Sodium

func firstByte() throws(SodiumError) -> UInt8 {
  var kept = Span<UInt8>()
  do {
    let secret = try SecretBytes.random(count: 32)
    guard secret.count == 32 else { return 0 }
    kept = secret.span  // must not compile
  }
  return kept.isEmpty ? 0 : kept[0]
}
