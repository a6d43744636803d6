import ArgumentParser
import AuditLog
import CaseVault
import Casework
import Keyring
import System
import VaultAgent

/// `casevault key rotate`: a key that somebody may know is exchanged for a new one.
struct KeyRotate: VaultCommand {
  static let synopsis = "casevault key rotate [--keep-passphrase] [--key FILE]"
  static let configuration = CommandConfiguration(
    commandName: "rotate", abstract: "Exchange a key that somebody may know for a new one.",
    usage: synopsis,
    discussion: """
      A new key takes the place of yours in the key file and in this vault, in one step: the old one is revoked, \
      and every key that it held is exchanged. The old key stays beside the new one in a file whose name ends in \
      .old: backups from before, and other vaults that it served, open with it alone. With --passphrase-fd \
      the present passphrase is the first line and the new one the second; with --keep-passphrase that is the \
      present one again. If the command is stopped midway, the next one finishes it.
      """)

  @OptionGroup var options: GlobalOptions

  @Flag(help: "Seal the new key under the passphrase of the old one.")
  var keepPassphrase = false

  func answer(in vault: Vault, _ session: Session) throws -> Answer {
    let old = vault.device
    let exchanged = try exchanged(in: vault, session)
    let id = vault.id.hexadecimal
    do {
      let kept = try exchanged.kept.get()
      let renewed = try Vault.open(
        vault.storage, with: DeviceIdentity(exchanged.secrets),
        memory: FolderMemory(exchanged.memory), in: .ofThisMachine)
      defer { renewed.close() }
      let outcome = Outcome(
        old: old, kept: kept, overdue: try renewed.state.dueKeys(of: renewed.member).overdue,
        others: try session.places.vaults(of: old.hexadecimal).filter { $0 != id },
        isWiped: exchanged.isWiped)
      return outcome.answer(exchanged.facts)
    } catch {
      throw KeyExchangedAndMore(cause: Wording(of: error))
    }
  }

  /// What the key file is exchanged in, while no other command does the same with it.
  private func exchanged(in vault: Vault, _ session: Session) throws -> Exchanged {
    let (key, id) = (session.key, vault.id.hexadecimal)
    let alone = try KeyFileLock(on: key.file, waitingAtMost: 0)
    defer { alone.release() }
    let oldFile = try key.id()
    let made = try key.makeNext(keepingPassphrase: keepPassphrase)
    let identity = DeviceIdentity(made.secrets)
    try KeyExchange.clear(of: key.file, in: id, by: vault.storage)
    let exchange = KeyExchange(of: key.file, in: id, for: try identity.firstWrapPlace())
    let memory = session.places.memory(ofVault: id, device: identity.publicKeys.id.hexadecimal)
    let facts = KeyAnswer(of: identity, at: key.file.path)
    let old = vault.device
    try exchange.next.create(with: made.bytes)
    do {
      try vault.exchangeDevice(for: identity, remembering: FolderMemory(memory))
    } catch {
      // Where it is durable all the same, it is done; what could not be kept is kept by the next command.
      guard try exchange.isTakenIn(by: vault.storage) else {
        try? exchange.next.remove()
        throw error
      }
    }
    // Before the file is another: an agent that sees that wipes the key by itself, and says nothing.
    let isWiped = session.wipe(oldFile, of: old)
    return Exchanged(
      secrets: made.secrets, memory: memory, facts: facts, isWiped: isWiped,
      kept: Result { try exchange.finish() })
  }
}

/// What was exchanged, and is in force.
private struct Exchanged {
  let secrets: HeldSecrets
  let memory: PrivateFolder
  let facts: KeyAnswer
  /// Whether the agent held the old key.
  let isWiped: Bool
  /// Where the old key file lies now, or what kept the new one from its place.
  let kept: Result<FilePath?, any Error>
}

/// What came of it.
private struct Outcome {
  let old: DeviceID
  /// Where the old key file lies now.
  let kept: FilePath?
  let overdue: Int
  /// Other vaults that this machine opens with the old key, by their ids.
  let others: [String]
  /// Whether the agent held the old key.
  let isWiped: Bool

  func answer(_ key: KeyAnswer) -> Answer {
    var result = key.result
    result.append("revoked", .string(old.hexadecimal))
    result.append("oldKey", ifPresent: kept.map { .string($0.string) })
    result.append("keysOverdue", .integer(Int64(overdue)))
    result.append("otherVaults", .array(others.map { .string($0) }))
    result.append("locked", .bool(isWiped))
    return Answer(result, sentences(key))
  }

  private func sentences(_ key: KeyAnswer) -> TerminalText {
    let keys: TerminalText =
      overdue == 0
      ? "every key that it had is exchanged"
      : "\(TerminalText.count(overdue, "key is", "keys are")) still to be exchanged, with the next command of who has it"
    var parts: [TerminalText] = [
      "Your key is a new one. The old one is revoked, and \(keys).", "", key.facts,
    ]
    if let kept {
      parts += [
        "",
        "The old key lies at \(kept). It opens backups from before, and nothing that is written from now on.",
        others.isEmpty
          ? "When you have a newer backup, delete it."
          : "When you have a newer backup, and no other vault needs it, delete it.",
      ]
      for vault in others {
        parts += [
          "It still opens another vault, whose id begins with \(String(vault.prefix(8))). To exchange it there:",
          "  casevault key rotate --vault FOLDER --key \(kept.quoted)",
        ]
      }
    }
    if isWiped { parts += ["", "The agent wiped the old key. Next: casevault unlock"] }
    parts += ["", "Keep a copy of the new key file somewhere else."]
    return parts.joined(separator: "\n")
  }
}

/// The new key is in force, and something behind that went wrong: nobody may think that the old one is.
struct KeyExchangedAndMore: WordedError {
  let cause: Wording

  var wording: Wording {
    Wording(
      cause.exit, cause.code,
      "your key is a new one, and the old one is revoked; but then: \(cause.message)",
      hint: "the next command finishes what is left: casevault vault status")
  }
}
