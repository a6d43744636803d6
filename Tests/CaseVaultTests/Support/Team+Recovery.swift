import Casework
import Keyring
import Testing

@testable import CaseVault

extension Team {
  /// Olga, Adam and Sara have pieces; two of them do, three for psychotherapy notes. Everybody has come
  /// back since.
  mutating func setUpRecovery(
    by officers: [Name] = [.officer, .administrator, .supervisor], quorum: Int = 2,
    processQuorum: Int? = nil
  ) throws {
    let number = try self[.officer].proposeRecovery(
      by: try officers.map { try member($0) }, quorum: quorum, processQuorum: processQuorum)
    try self[.administrator].approve(number)
    for name in Name.allCases where try !self[.officer].state.hasLeft(member(name)) {
      try comesBack(name)
    }
  }

  /// Somebody has lost their key and makes a new one; an officer begins.
  func start(
    for name: Name, by officer: Name, on device: Person, withPsychotherapyNotes: Bool = false
  ) throws -> UInt64 {
    let request = try EnrolmentRequest.parse(device.request(at: practice.clock.now))
    return try self[officer].startRecovery(
      of: try member(name), with: request, because: "The key is lost.",
      withPsychotherapyNotes: withPsychotherapyNotes)
  }

  /// The vault on the new device.
  func join(_ device: Person) throws -> Vault {
    try practice.join(device, by: try self[.officer].ticket())
  }
}

extension Vault {
  func recoveryState() throws -> RecoveryState { try #require(try state.recovery) }
}
