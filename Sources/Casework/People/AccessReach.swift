/// How many case files open by keys that are not of one file, in one state: by the wraps that there are, so that a
/// review says what could be read and not what ought to be.
struct AccessReach {
  /// For emergencies, by who is on duty.
  private(set) var byDuty: [MemberID: Int] = [:]
  /// By keys that are still to be exchanged.
  private(set) var byKeysLeft: [MemberID: Int] = [:]
  /// By the recovery key: case files, and authors' psychotherapy notes.
  private(set) var byRecovery: [RecoveryPurpose: Int] = [:]

  init(in state: VaultState) {
    let key = state.emergency
    let holders = key.flatMap { state.compartments[$0] }?.holders.map(\.member) ?? []
    var within = 0
    for file in state.files.values {
      let held = (state.compartments[file.compartment]?.holders ?? []).map(\.member)
      let isWithin = key.map(held.contains) ?? false
      if isWithin { within += 1 }
      count(held, of: file, besideDuty: isWithin ? holders : [], in: state)
    }
    for member in holders {
      if state.isOnDuty(member) {
        byDuty[member, default: 0] += within
      } else {
        byKeysLeft[member, default: 0] += within
      }
    }
    for purpose in RecoveryPurpose.allCases {
      guard let recovery = state.recovery?.keys[purpose] else { continue }
      let kind: CompartmentKind = purpose == .main ? .file : .process
      byRecovery[purpose] = state.compartments.values.count {
        $0.current.kind == kind && $0.isHeld(by: recovery.id)
      }
    }
  }

  /// Who holds one file's key themselves, and is not one who works in it.
  private mutating func count(
    _ held: [MemberID], of file: CaseFile, besideDuty counted: [MemberID], in state: VaultState
  ) {
    let readers = state.readers(of: file)
    for member in held
    where state.members[member] != nil && !readers.contains(member) && !counted.contains(member) {
      if state.isOnDuty(member), !file.hasConflict(with: member) {
        byDuty[member, default: 0] += 1
      } else {
        byKeysLeft[member, default: 0] += 1
      }
    }
  }
}
