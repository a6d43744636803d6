import Casework
import Keyring
import Testing

@testable import CaseVault

extension Team {
  /// Puts the colleague on duty, and lets everybody do what is due: the key is drawn and sealed to.
  mutating func puts(onDuty names: [Name] = [.colleague]) throws {
    try self[.officer].setRoster(try names.map { try member($0) })
    for name in names { try comesBack(name) }
    try comesBack(.clinician)
  }

  @discardableResult
  func emergency(
    on file: CaseFileID, by name: Name = .colleague, lasting span: TimeSpan = .hours(4)
  ) throws -> Emergency {
    try self[name].openEmergency(
      on: file, for: .suicideRisk, lasting: span, because: "She called from the bridge.")
  }

  /// Whether everything that the vault holds is as its log says, and nobody did what they may not.
  func isSound() throws -> Bool {
    let report = try self[.officer].verify()
    return report.firstFault == nil && report.violations.isEmpty
  }
}

extension Vault {
  /// How many rows of a file a program opens that asks nobody and follows every key this device can come by:
  /// also that of those on duty, without an emergency.
  func opensByDutySilently(in file: CaseFileID, of copy: (any Storage)? = nil) throws -> Int {
    let state = try state
    let known = try #require(state.files[file])
    try (copy ?? storage).reading { reader in
      _ = try? keys.openByDuty(known.compartment, of: state, in: reader, vault: id)
    }
    return try opensAnything(in: file, of: copy)
  }
}
