package import AuditLog
package import Casework

/// What came of verifying a whole vault against its own log.
public struct VerificationReport: Sendable {
  package let vault: VaultID
  /// Entries in the log.
  public let size: UInt64
  package let root: TreeHash
  package let generation: UInt32
  /// Versions of notes and records that were held against the log.
  public let envelopes: Int
  /// The first fault, and how many were found in all.
  package let firstFault: IntegrityFault?
  public let faults: Int
  /// Set where the log itself is broken: how many entries behind its first fault were not judged. No row was
  /// then either, since rows are judged by the log; so there may be more faults than ``faults`` counts.
  public let notJudged: UInt64?
  /// Entries without effect: their signer lacked the power, or they made no sense.
  package let violations: [RecordedViolation]
  /// Entries whose clock stood behind one before them.
  package let stepsBack: [UInt64]
  /// Keys that somebody is entitled to and has not been handed yet.
  package let withoutWrap: Int
  /// Keys that somebody still holds who is not entitled to them any more, until a colleague exchanges them: what
  /// ``DueKeys/overdue`` counts.
  package let overdue: Int
  /// The same of keys that nobody is left to exchange.
  package let beyondExchange: Int
  package let checkpoint: IssuedCheckpoint?
  /// What came of the checkpoint that was to be held against the log; nil where none was.
  public internal(set) var outside: OutsideCheckpoint?
  /// Entries that attest another list of who holds what than the log gave at the size that they name. The
  /// bytes are what was signed: what is wrong is what the signer said.
  package internal(set) var falseAttestations: [UInt64] = []

  /// Set where the log, or the checkpoint that was held against it, is of a history that this device has given up
  /// itself.
  package internal(set) var givenUp: GivenUpCopy?

  /// Whether everything in the storage is what the log says, and nothing more.
  public var isWhole: Bool { firstFault == nil }
}

/// Collects faults: the first by name, all by number.
struct FaultCollector: Sendable {
  private(set) var first: IntegrityFault?
  private(set) var count = 0

  mutating func add(_ fault: IntegrityFault) {
    first = first ?? fault
    count += 1
  }

  mutating func add(_ kind: IntegrityFault.Kind, at place: IntegrityFault.Place) {
    add(IntegrityFault(kind, at: place))
  }

  mutating func add(_ others: FaultCollector) {
    first = first ?? others.first
    count += others.count
  }

  /// The fault that a check threw, if it was one; other errors go on.
  static func fault(in check: () throws -> Void) throws -> IntegrityFault? {
    do {
      try check()
      return nil
    } catch let fault as IntegrityFault {
      return fault
    } catch StorageError.corrupt {
      return IntegrityFault(.databaseDamaged, at: .vault)
    }
  }
}
