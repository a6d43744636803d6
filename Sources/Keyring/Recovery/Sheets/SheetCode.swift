internal import Sodium

/// The code that finds a mistyped word: three check words behind twenty-four, over the field of 2,048
/// elements.
///
/// A Reed–Solomon code with the roots α, α² and α³, where α is a root of x¹¹ + x² + 1: one wrong word is
/// found with its place, two are noticed. It hides nothing; what stands in the words is as secret as
/// before. Source: I. S. Reed and G. Solomon, "Polynomial Codes over Certain Finite Fields", 1960.
enum SheetCode {
  static let dataLength = 24
  static let length = 27

  /// What a row of words says of itself.
  enum Verdict: Equatable {
    case right
    /// The place from 0 of the one word that is wrong.
    case wrong(at: Int)
    /// More than one is.
    case wrongInSeveral
  }

  /// Puts the check words behind the others.
  static func complete(_ words: inout SheetSymbols) {
    // The remainder of the words as a polynomial, the first of the highest power, divided by the generator.
    // It is kept where it ends up: an array of its own would leave what follows from the words on the heap.
    let (first, second, third) = (dataLength, dataLength + 1, dataLength + 2)
    for place in first..<length { words[place] = 0 }
    for place in 0..<dataLength {
      let factor = words[place] ^ words[first]
      words[first] = words[second] ^ multiply(factor, generator.0)
      words[second] = words[third] ^ multiply(factor, generator.1)
      words[third] = multiply(factor, generator.2)
    }
  }

  static func verdict(on words: borrowing SheetSymbols) -> Verdict {
    let (first, second, third) = (
      syndrome(1, of: words), syndrome(2, of: words), syndrome(3, of: words)
    )
    guard first != 0 || second != 0 || third != 0 else { return .right }
    guard first != 0, multiply(second, second) == multiply(first, third) else {
      return .wrongInSeveral
    }
    for place in 0..<length
    where multiply(first, power(of: length - 1 - place)) == second {
      return .wrong(at: place)
    }
    return .wrongInSeveral
  }

  private static func syndrome(_ root: Int, of words: borrowing SheetSymbols) -> UInt16 {
    let value = power(of: root)
    var sum: UInt16 = 0
    for place in 0..<length { sum = multiply(sum, value) ^ words[place] }
    return sum
  }

  /// The coefficients of (x + α)(x + α²)(x + α³) below the highest.
  private static let generator: (UInt16, UInt16, UInt16) = {
    let (a, b, c) = (power(of: 1), power(of: 2), power(of: 3))
    return (
      a ^ b ^ c, multiply(a, b) ^ multiply(a, c) ^ multiply(b, c), multiply(multiply(a, b), c)
    )
  }()

  private static func power(of exponent: Int) -> UInt16 {
    var value: UInt16 = 1
    for _ in 0..<exponent { value = multiply(value, 2) }
    return value
  }

  /// Without branches on what is multiplied: these are words of a secret.
  private static func multiply(_ left: UInt16, _ right: UInt16) -> UInt16 {
    var (product, factor): (UInt32, UInt32) = (0, UInt32(left))
    for bit in 0..<11 {
      product ^= factor & (0 &- (UInt32(right) >> bit & 1))
      factor = factor << 1 ^ (0x805 & (0 &- (factor >> 10 & 1)))
    }
    return UInt16(truncatingIfNeeded: product)
  }
}

/// The numbers of a sheet's words, in guarded memory.
struct SheetSymbols: ~Copyable {
  private var bytes: SecretBytes

  init() throws(SodiumError) { bytes = try SecretBytes(zeroed: 2 * SheetCode.length) }

  subscript(place: Int) -> UInt16 {
    get {
      let span = bytes.span
      return UInt16(span[2 * place]) << 8 | UInt16(span[2 * place + 1])
    }
    set {
      var span = bytes.mutableSpan
      span[2 * place] = UInt8(newValue >> 8)
      span[2 * place + 1] = UInt8(truncatingIfNeeded: newValue)
    }
  }
}
