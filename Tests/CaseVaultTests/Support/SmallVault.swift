import Casework
import Foundation
import Keyring

@testable import CaseVault

/// A vault with a little of everything, as one file without a log beside it, and its owner's device.
struct SmallVault: Sendable {
  let bytes: [UInt8]
  let owner: Person
  /// The shelves of case files, which the log names; others are only drawn.
  let shelves: Set<Int64>

  /// Entries 0 … 15: founding, file, draft, second version, signature, addendum, process compartment,
  /// its note, a draft, its end, list, files, notes, rotation of the file, of the vault, renaming.
  init(checkpoints: Int = 0) throws {
    let practice = try Practice()
    let ana = Person("Ana Ruiz")
    var shelves: Set<Int64> = []
    try practice.with(practice.soloVault(ana)) { vault in
      try Self.fill(vault, on: practice)
      for _ in 0..<checkpoints { _ = try vault.checkpoint() }
      for file in try vault.state.files.values {
        shelves.formUnion([file.shelf] + file.processShelves.values)
      }
    }
    bytes = Array(try practice.copyOfDatabase()["vault.db"] ?? Data())
    owner = ana
    self.shelves = shelves
  }

  static func fill(_ vault: Vault, on practice: Practice) throws {
    let file = try vault.addClient(named: try ClientName("Maria Lopez"))
    let id = try vault.write(try .free("One.", on: practice), in: file)
    try vault.revise(id, to: try .free("Two.", on: practice))
    try vault.sign(id)
    try vault.addAddendum(try .free("Corrected.", on: practice), to: id)
    let process = try NoteDraft(kind: .psychotherapy, text: "A thought of mine.", event: nil)
      .validated(at: practice.clock.now)
    try vault.write(process, in: file)
    try vault.discard(try vault.write(try .free("No.", on: practice), in: file))
    _ = try vault.importLines(
      """
      {"id":"1","client":"Juan Perez","text":"Imported."}
      {"id":"2","client":"Maria Lopez","text":"Imported too."}
      """)
    if let compartment = try vault.state.files[file]?.compartment { try vault.rotate(compartment) }
    if let compartment = try vault.state.vaultCompartment { try vault.rotate(compartment) }
    try vault.renameClient(file, to: try ClientName("Maria Lopez Diaz"))
  }
}
