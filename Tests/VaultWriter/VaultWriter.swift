import CaseVault
import Casework
import Foundation
import Keyring
import SQLiteStorage
import Sodium
import StorageContract

/// A program of its own that writes in a vault until it is killed, and says of each thing that it is
/// durable, a line each, when the vault has said so: `note ID NUMBER`, `import NUMBER`, `large NUMBER`.
///
/// Asked to `open` a vault, as the device of a seed, it does what every command does first, and ends.
///
/// Asked for a `sample` it makes a ``SampleVault`` and a ``SamplePractice`` instead, and ends.
///
/// What it does until it is killed is a day's work; or `imports` that say they are large, so that they go round the log; or
/// such that are (`large`).
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
    if arguments.count == 3, arguments[1] == "sample" {
      let passphrase = readLine(strippingNewline: true) ?? ""
      try SampleVault.make(in: arguments[2], passphrase: Array(passphrase.utf8))
      return try SamplePractice.make(in: arguments[2], passphrase: Array(passphrase.utf8))
    }
    if arguments.count == 5, arguments[1] == "open" {
      var seed = Hexadecimal.bytes(of: arguments[4]) ?? []
      let vault = try Vault.open(
        try SQLiteStorage.open(at: arguments[2]),
        with: try DeviceIdentity(seed: SecretBytes(wiping: &seed)),
        memory: FolderMemory(at: arguments[3]), in: .ofThisMachine)
      return vault.close()
    }
    guard arguments.count == 5, let first = Int(arguments[3]) else {
      print("usage: VaultWriter VAULT MEMORY NUMBER day|imports|large")
      print("       VaultWriter sample FOLDER <passphrase")
      print("       VaultWriter open VAULT MEMORY SEED")
      exit(64)
    }
    var seed = [UInt8](repeating: 7, count: 32)
    let vault = try Vault.open(
      try SQLiteStorage.open(at: arguments[1], patience: .seconds(60)),
      with: try DeviceIdentity(seed: SecretBytes(wiping: &seed)),
      memory: FolderMemory(at: arguments[2]), in: .ofThisMachine)
    acknowledge("open")
    var work = Work(in: vault, from: first)
    while true {
      do {
        try work.goOn(with: arguments[4])
      } catch StorageError.busy {
        // The other's large import took longer than anybody waits, on a machine that has much else to do.
      }
    }
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

  mutating func goOn(with kind: String) throws {
    number += 1
    switch kind {
    case "imports": try importNotes(.notLarge)
    case "large": try importNotes(.large)
    default: return try goOnWithTheDay()
    }
    // The log is back.
    number += 1
    try writeNote()
  }

  private mutating func goOnWithTheDay() throws {
    switch number % 8 {
    case 0: try importNotes(.little)
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

  private enum Import: Equatable {
    case little
    /// Goes round the log because it says that it is large.
    case notLarge
    case large
  }

  private func importNotes(_ kind: Import) throws {
    let word = kind == .large ? "large" : "import"
    let text = kind == .large ? WrittenText.long(number) : WrittenText.of(number)
    let lines = (1...(kind == .large ? WrittenText.largeCount : 3)).map {
      #"{"id":"\#(number)-\#($0)","client":"\#(word) \#(number)","text":"\#(text)"}"#
    }
    var chunks = [Array(lines.joined(separator: "\n").utf8)]
    let options = ImportOptions(size: kind == .little ? nil : 40_000_000)
    do {
      _ = try vault.importNotes(from: { chunks.popLast() }, reading: options)
      VaultWriter.acknowledge("\(word) \(number)")
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
