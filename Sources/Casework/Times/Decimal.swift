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

/// A number that is not negative, with zeros in front up to a width.
func padded(_ number: Int, to width: Int) -> String {
  let digits = String(number)
  return String(repeating: "0", count: max(0, width - digits.count)) + digits
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
