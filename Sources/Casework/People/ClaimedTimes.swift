/// When each entry of a log says that it was made, by its number.
///
/// Times are claims: where several could say when something was over, the order of the entries decides.
struct ClaimedTimes: Sendable {
  private var moments: [Moment] = []

  /// Entries come in their order; one that was passed over claims what the next one does.
  mutating func note(_ moment: Moment, at sequence: UInt64) {
    while moments.count <= sequence { moments.append(moment) }
  }

  func at(_ sequence: UInt64) -> Moment? {
    sequence < moments.count ? moments[Int(sequence)] : nil
  }

  /// The first entry behind this one that claims such a time.
  func first(notBefore moment: Moment, behind sequence: UInt64) -> UInt64? {
    guard sequence < moments.count else { return nil }
    return moments[Int(sequence)...].firstIndex { $0 >= moment }.map { UInt64($0) }
  }
}
