/// How a recovery key is divided: once for each set of so many officers, into a piece for each of them.
///
/// All pieces of one set give the secret, all but one give nothing. Where fewer come together than the
/// quorum, every set lacks a piece. Sets are written as a bit for each officer, by their place in the list.
package struct RecoveryShares: Sendable, Hashable {
  /// How many officers there are, or sheets.
  package let count: Int
  /// How many of them it takes.
  package let quorum: Int

  /// At least two, and more than one of them: a single officer could read alone and unseen.
  package static let fewest = 2
  /// With more, the sets grow beyond what is drawn and sealed in one act.
  package static let most = 7

  /// Nil for numbers out of bounds.
  package init?(count: Int, quorum: Int) {
    guard (Self.fewest...Self.most).contains(count), (Self.fewest...count).contains(quorum) else {
      return nil
    }
    (self.count, self.quorum) = (count, quorum)
  }

  /// Every set of ``quorum`` officers, in rising order of its number.
  package var sets: [UInt8] {
    (UInt8(0)..<(1 << count)).filter { $0.nonzeroBitCount == quorum }
  }

  /// The places of those in a set.
  package static func places(in set: UInt8) -> [Int] {
    (0..<8).filter { set & (1 << $0) != 0 }
  }

  /// Every piece: by set, and in each by place.
  package func pieces(of purpose: RecoveryPurpose) -> [RecoveryPlace] {
    sets.flatMap { set in
      Self.places(in: set).map { RecoveryPlace(purpose: purpose, set: set, holder: UInt8($0)) }
    }
  }
}

/// What a recovery key is for.
package enum RecoveryPurpose: UInt8, Sendable, CaseIterable {
  /// Everything but what has a quorum of its own.
  case main = 1
  /// Psychotherapy notes.
  case process = 2

  package var code: String { self == .main ? "main" : "process" }

  package static func named(_ code: String) -> RecoveryPurpose? {
    allCases.first { $0.code == code }
  }
}

/// Which piece of which key: of what set, and whose.
package struct RecoveryPlace: Sendable, Hashable {
  package let purpose: RecoveryPurpose
  package let set: UInt8
  /// The place in the list of officers, or the sheet, from 0.
  package let holder: UInt8

  package init(purpose: RecoveryPurpose, set: UInt8, holder: UInt8) {
    (self.purpose, self.set, self.holder) = (purpose, set, holder)
  }

  init(record: Span<UInt8>) throws(MalformedIdentifier) {
    guard let purpose = RecoveryPurpose(rawValue: record[0]) else { throw MalformedIdentifier() }
    self.init(purpose: purpose, set: record[1], holder: record[2])
  }

  func write(to writer: inout ByteWriter) {
    writer.append(purpose.rawValue)
    writer.append(set)
    writer.append(holder)
  }
}
