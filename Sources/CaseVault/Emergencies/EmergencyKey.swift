import AuditLog
import Casework
import Keyring
import Sodium

// The key of those on duty: drawn by one of them, held by all of them, and the way from it to a file's.

extension Vault {
  /// Draws the emergency compartment where somebody on duty has to, and this member is one of them.
  func drawEmergencyKeyIfDue() throws {
    guard try isEmergencyKeyDue(in: state) else { return }
    _ = try journal.recording { desk in
      // A colleague on duty may have been quicker.
      guard isEmergencyKeyDue(in: desk.state) else { return }
      let holders = desk.state.emergencyKeyHolders.compactMap {
        desk.state.compartment($0)?.current
      }
      let drawn = try keys.keyring.drawWrapped(.emergency, for: holders, in: id)
      let event = EmergencyKeyed(drawn.sealed)
      var parts = Commit.Parts(wraps: drawn.wraps)
      parts.droppedWraps = try wrapsOfEmergencyKey(in: desk.state)
      try desk.append(event, storing: parts, spending: try desk.permit(for: event))
    }
  }

  private func isEmergencyKeyDue(in state: VaultState) -> Bool {
    state.lacksEmergencyKey && state.emergencyKeyHolders.contains(member)
  }

  /// Where wraps of the emergency compartment in force may lie.
  func wrapsOfEmergencyKey(in state: VaultState) throws -> [[UInt8]] {
    guard let compartment = state.emergency.flatMap({ state.compartment($0) }) else { return [] }
    return try oldWraps(of: compartment, in: state)
  }

  /// The key of a case file: this member's own, or while an emergency of theirs is open there, that of those on
  /// duty.
  @discardableResult
  func openKey(
    of file: CaseFile, in state: VaultState, from reader: any StorageReader
  ) throws -> CompartmentEpoch {
    guard state.readsByEmergency(member, file, at: now()) != nil else {
      return try keys.open(file.compartment, of: state, in: reader, vault: id)
    }
    return try keys.openByDuty(file.compartment, of: state, in: reader, vault: id)
  }
}

extension DeviceKeys {
  /// Makes sure that a file's secret is in the keyring, by the emergency compartment or by a wrap of this
  /// member's own for emergencies. Asked for by whoever has looked that there is one. Throws ``NotAHolder``.
  @discardableResult
  func openByDuty(
    _ id: CompartmentID, of state: VaultState, in reader: any StorageReader, vault: VaultID
  ) throws -> CompartmentEpoch {
    guard let compartment = state.compartment(id), let member else {
      throw IntegrityFault(.secretWrong, at: .compartment(id))
    }
    if keyring.holds(compartment.current) { return compartment.current }
    if compartment.isHeld(by: member.compartment) {
      return try open(id, of: state, in: reader, vault: vault)
    }
    guard let duty = state.emergency, compartment.isHeld(by: duty) else {
      throw NotAHolder(compartment: id)
    }
    try openWithPast(duty, of: state, in: reader, vault: vault)
    try fetchWrap(of: id, heldBy: duty, in: state, from: reader).open(into: keyring, of: vault)
    return compartment.current
  }

  /// Opens a compartment that chains, and every epoch of it before: what was sealed to one of those stays where
  /// it is.
  func openWithPast(
    _ id: CompartmentID, of state: VaultState, in reader: any StorageReader, vault: VaultID
  ) throws {
    var epoch = try open(id, of: state, in: reader, vault: vault)
    let commitments = state.compartment(id)?.commitments ?? [:]
    let held = Set(keyring.epochs(of: id).map(\.epoch))
    while epoch.epoch > 1, !held.contains(epoch.epoch - 1) {
      let place = try Keyring.chainLocator(of: epoch)
      guard let bytes = try reader.wrap(at: place.bytes) else {
        throw IntegrityFault(.wrapMissing, at: .compartment(id))
      }
      do {
        epoch = try keyring.followFirst(bytes, from: epoch, in: ContentHash(vault))
      } catch is ChainError {
        throw IntegrityFault(.wrapChanged, at: .compartment(id))
      }
      guard commitments[epoch.epoch] == epoch.commitment else {
        keyring.forget(epoch)
        throw IntegrityFault(.secretWrong, at: .compartment(id))
      }
    }
  }
}
