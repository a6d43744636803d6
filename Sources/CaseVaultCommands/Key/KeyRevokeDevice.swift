import ArgumentParser
import CaseVault
import Casework
import System

/// `casevault key revoke-device`: a device that was stolen or is used no longer.
struct KeyRevokeDevice: VaultCommand {
  static let synopsis = "casevault key revoke-device [DEVICE] [--of MEMBER]"
  static let configuration = CommandConfiguration(
    commandName: "revoke-device", abstract: "Revoke a device that was stolen or is not used.",
    usage: synopsis,
    discussion: """
      One of your own, from another device of yours: at once, and every key that it has is exchanged. \
      With --of, somebody else's: another member approves it, and their keys are exchanged with their \
      next command. Nothing that the device signs afterwards has an effect; what it signed before does. \
      A copy of the vault from before opens with the keys that it has. Somebody's only device is revoked \
      where the recovery officers can bring them back, with casevault recovery start; else \
      casevault member offboard MEMBER, and they come back with a new key.
      """)

  @OptionGroup var options: GlobalOptions

  @Argument(
    help: ArgumentHelp("How its id or its fingerprint begins.", valueName: "device"))
  var device: String?

  @Option(help: ArgumentHelp("Whose device it is, where it is not yours.", valueName: "member"))
  var of: String?

  func answer(in vault: Vault, _ session: Session) throws -> Answer {
    let owner = try of.map {
      try MemberChoice(in: vault, asking: session.questions).member(
        $0, as: "a colleague", option: "--of MEMBER")
    }
    let choice = DeviceChoice(of: owner?.id ?? vault.member, in: vault, asking: session.questions)
    let device = try choice.device(device)
    var result = JSONObject([("device", .string(device.hexadecimal))])
    do {
      guard let owner, owner.id != vault.member else {
        try vault.checkRevocation(of: device)
        let question: TerminalText =
          "Nothing that your device \(device.short) signs afterwards has an effect, every key that it has is exchanged, and it cannot be taken back.\nRevoke it?"
        guard try session.questions.confirm(question) else { throw NotConfirmed() }
        try vault.revokeDevice(device)
        let due = try vault.state.dueKeys(of: vault.member).overdue
        result.append("keysOverdue", .integer(Int64(due)))
        return Answer(result, Self.sentence(device, due))
      }
      let number = try vault.proposeRevocation(of: device, of: owner.id)
      result.append("number", .integer(Int64(number)))
      result.append("member", .string(owner.id.hexadecimal))
      let notes = QuorumWarning.losing(
        owner.id, device, named: owner.shownName, in: try vault.state)
      result.append("psychotherapyNotes", ifPresent: notes.map { .string($0.string) })
      return Answer(
        result,
        """
        That \(owner.shownName)'s device \(device.short) is revoked is proposed, under number \(number).\(try Self.warning(of: device, owner, in: vault))\(notes.map { "\n\($0)." as TerminalText } ?? "")

        Next: another member runs casevault member approve \(number)
        """)
    } catch let why as CannotRevoke {
      throw RevocationRefused(why: why, owner: owner)
    }
  }

  /// What comes after somebody's last device is gone.
  private static func warning(
    of device: DeviceID, _ owner: KnownMember, in vault: Vault
  ) throws -> TerminalText {
    guard try vault.state.members[owner.id]?.devices == [device] else { return "" }
    return
      " It is the only one: \(owner.shownName) is then brought back by casevault recovery start REQUEST --for \(owner.shortID) --reason TEXT."
  }

  private static func sentence(_ device: DeviceID, _ due: Int) -> TerminalText {
    let keys: TerminalText =
      due == 0
      ? "every key that it has is exchanged"
      : "\(TerminalText.count(due, "key is", "keys are")) still to be exchanged, with the next command of who has it"
    return
      "The device \(device.short) is revoked, and \(keys).\nA copy of the vault from before opens with the keys that it has."
  }
}

/// Which of somebody's devices is meant: by how its id or its fingerprint begins.
struct DeviceChoice {
  private let owner: MemberID
  private let vault: Vault
  private let questions: Questions

  init(of owner: MemberID, in vault: Vault, asking questions: Questions) {
    self.owner = owner
    self.vault = vault
    self.questions = questions
  }

  func device(_ typed: String?) throws -> DeviceID {
    let state = try vault.state
    let devices = (state.members[owner]?.devices ?? []).compactMap { state.devices[$0] }
      .filter { $0.id != vault.device }
    guard let typed else {
      let options = devices.map { "\($0.id.short)  \($0.fingerprint ?? "")" as TerminalText }
      guard !options.isEmpty else { throw NoSuchDevice(typed: nil) }
      // The only other one needs no name where nobody can be asked.
      if !questions.canAsk, devices.count == 1 { return devices[0].id }
      guard let choice = try questions.choice("Which device?", among: options) else {
        throw questions.missing("the device")
      }
      return devices[choice].id
    }
    let found = devices.filter {
      typed.utf8.count >= 4
        && ($0.id.hexadecimal.hasPrefix(typed.lowercased())
          || $0.fingerprint?.hasPrefix(typed) ?? false)
    }
    guard found.count == 1 else {
      // Said as such, and not as of nobody's.
      if vault.device.hexadecimal.hasPrefix(typed.lowercased()), typed.utf8.count >= 4 {
        return vault.device
      }
      throw NoSuchDevice(typed: typed)
    }
    return found[0].id
  }
}
