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
    append(addingCapacity: digits) { $0.appendDecimal(number, digits: digits) }
  }
}

extension OutputSpan<UInt8> {
  /// Appends a number that is not negative by so many digits, one to four of them: the last ones, and zeros
  /// in front. Dividing by numbers that the compiler knows takes a tenth of what others take.
  @inline(__always)
  mutating func appendDecimal(_ number: Int, digits: Int) {
    if digits > 3 { append(0x30 + UInt8(truncatingIfNeeded: number / 1_000 % 10)) }
    if digits > 2 { append(0x30 + UInt8(truncatingIfNeeded: number / 100 % 10)) }
    if digits > 1 { append(0x30 + UInt8(truncatingIfNeeded: number / 10 % 10)) }
    append(0x30 + UInt8(truncatingIfNeeded: number % 10))
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
