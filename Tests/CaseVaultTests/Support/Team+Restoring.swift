import AuditLog
import Casework
import Foundation
import Keyring
import Testing

@testable import CaseVault

extension Team {
  /// These take in what the others wrote, and so remember it.
  func takeIn(_ names: Name...) throws {
    for name in names { _ = try self[name] }
  }

  func letGo(_ name: Name) throws {
    let number = try self[.officer].proposeOffboarding(of: try member(name), leavingClosed: true)
    try self[.administrator].approve(number)
  }

  /// Puts the copy back and goes on from it; what the restorer's device then said.
  @discardableResult
  mutating func restore(
    _ copy: [String: Data], by name: Name, closing: ClosingByRestoring = .refused
  ) throws -> TakenByRestoring {
    try practice.putBack(copy)
    let person = try #require(people[name])
    var told: TakenByRestoring?
    set(
      try Vault.restore(
        try practice.storage(), accepting: true, closing: closing, with: try person.identity(),
        memory: person.memory, in: practice.clock.surroundings, telling: { told = $0 }), for: name)
    return try #require(told)
  }

  /// Comes along; what they were told, where there was something to accept.
  @discardableResult
  mutating func accepts(_ name: Name) throws -> Loss? {
    let person = try #require(people[name])
    var told: Loss?
    set(
      try Vault.accept(
        try practice.storage(), with: try person.identity(), memory: person.memory,
        in: practice.clock.surroundings, confirm: { told = $0 }), for: name)
    return told
  }

  /// Comes along, where they have not, and approves what is proposed.
  mutating func approveRestoring(by name: Name) throws {
    try accepts(name)
    let number = try #require(
      try self[name].waitingActs().first { $0.content is VaultRestored }?.number)
    try self[name].approve(number)
  }

  /// Their devices keep what the one's log says, as if they had taken it in in time.
  func remember(like name: Name, _ others: Person...) throws {
    let log = try self[name].journal.log()
    for person in others {
      let keys = try DeviceKeys(person.identity())
      person.memory.save(try log.sealedSnapshot(for: keys.held.identity), as: .state)
      let pin = try keys.held.identity.sealForThisDevice(Pin(log).bytes, purpose: .pin)
      person.memory.save(pin, as: .pin)
    }
  }
}
