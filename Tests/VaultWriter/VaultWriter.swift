import CaseVault
import Casework
import Foundation
import Keyring
import SQLiteStorage
import Sodium
import StorageContract

/// A program of its own that writes in a vault until it is killed, and says of each thing that it is
/// durable, a line each, when the vault has said so: `note ID NUMBER`, `import NUMBER`.
///
/// Its key is a constant and lies in no file: what is tested is dying, not Argon2id.
@main
enum VaultWriter {
  static func main() {
    do {
      try run(CommandLine.arguments)
    } catch {
      FileHandle.standardError.write(Data("VaultWriter: \(error)\n".utf8))
      exit(1)
    }
  }

  private static func run(_ arguments: [String]) throws {
    guard arguments.count == 4, let first = Int(arguments[3]) else {
      print("usage: VaultWriter VAULT MEMORY NUMBER")
      exit(64)
    }
    var seed = [UInt8](repeating: 7, count: 32)
    let vault = try Vault.open(
      try SQLiteStorage.open(at: arguments[1]),
      with: try DeviceIdentity(seed: SecretBytes(wiping: &seed)),
      memory: FolderMemory(at: arguments[2]), in: .ofThisMachine)
    acknowledge("open")
    var work = Work(in: vault, from: first)
    while true { try work.goOn() }
  }

  /// One call of write(2): a reader gets whole lines.
  static func acknowledge(_ line: String) {
    FileHandle.standardOutput.write(Data("\(line)\n".utf8))
  }
}

/// An endless day of a clinician.
struct Work {
  private let vault: Vault
  private var number: Int

  init(in vault: Vault, from number: Int) {
    self.vault = vault
    self.number = number
  }

  mutating func goOn() throws {
    number += 1
    switch number % 8 {
    case 0: try importNotes()
    case 4: try rotate()
    default: try writeNote()
    }
  }

  /// Written, changed or not, signed or not; acknowledged after each.
  private mutating func writeNote() throws {
    guard let file = try vault.state.files.values.min(by: { $0.number < $1.number })?.id else {
      return
    }
    let id = try vault.write(try note(), in: file)
    acknowledge(id)
    guard number.isMultiple(of: 3) else { return }
    number += 1
    try vault.revise(id, to: try note())
    acknowledge(id)
    if number.isMultiple(of: 2) { try vault.sign(id) }
  }

  private func importNotes() throws {
    let lines = (1...3).map {
      #"{"id":"\#(number)-\#($0)","client":"Import \#(number)","text":"\#(WrittenText.of(number))"}"#
    }
    var chunks = [Array(lines.joined(separator: "\n").utf8)]
    do {
      _ = try vault.importNotes(from: { chunks.popLast() }, reading: ImportOptions())
      VaultWriter.acknowledge("import \(number)")
    } catch StorageError.conflict {
      // The other writer rotated a file between the look-up and the import: nothing came in.
    }
  }

  private func rotate() throws {
    guard let file = try vault.state.files.values.max(by: { $0.number < $1.number }) else { return }
    try vault.rotate(file.compartment)
  }

  private func note() throws -> Note {
    try NoteDraft(kind: .progress, text: WrittenText.of(number), event: nil)
      .validated(at: vault.now())
  }

  private func acknowledge(_ id: NoteID) {
    VaultWriter.acknowledge("note \(id.hexadecimal) \(number)")
  }
}
