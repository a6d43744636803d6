/// The number that ASCII digits spell; nil if there is none, anything else among them, or more than
/// nine of them.
func decimal(_ digits: ArraySlice<UInt8>) -> Int? {
  guard (1...9).contains(digits.count) else { return nil }
  var number = 0
  for byte in digits {
    guard let digit = byte.decimalDigit else { return nil }
    number = number * 10 + Int(digit)
  }
  return number
}

extension Span<UInt8> {
  /// The number that so many ASCII digits from an offset spell, all of which must be there.
  func decimal(at offset: Int, digits: Int) -> Int? {
    var number = 0
    for index in offset..<(offset + digits) {
      guard let digit = self[index].decimalDigit else { return nil }
      number = number * 10 + Int(digit)
    }
    return number
  }
}

extension [UInt8] {
  /// Appends a number that is not negative, with zeros in front up to a width.
  mutating func appendDecimal(_ number: Int, digits: Int) {
    var divisor = 1
    for _ in 1..<Swift.max(digits, 1) { divisor *= 10 }
    while divisor > 0 {
      append(0x30 + UInt8(number / divisor % 10))
      divisor /= 10
    }
  }
}

extension BinaryInteger {
  /// The quotient rounded towards minus infinity, which days before 1970 need.
  func flooredQuotient(by divisor: Self) -> Self {
    let (quotient, remainder) = quotientAndRemainder(dividingBy: divisor)
    return remainder < 0 ? quotient - 1 : quotient
  }

  /// What the floored quotient leaves, never negative.
  func remainderFromFlooring(by divisor: Self) -> Self {
    self - flooredQuotient(by: divisor) * divisor
  }
}
