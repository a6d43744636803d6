import CaseVault
import System

/// None of somebody's devices is called that, or there is none but the one in hand.
struct NoSuchDevice: WordedError {
  let typed: String?

  var wording: Wording {
    let which: TerminalText =
      typed.map { "no device, or more than one, begins with “\($0)”" }
      ?? "there is no other device"
    return Wording(
      .notFound, "no-such-device", which,
      hint: "casevault member list --json shows everybody's devices")
  }
}

/// A device that cannot be revoked; `owner` is whose it is, nil for one's own.
struct RevocationRefused: WordedError {
  let why: CannotRevoke
  let owner: KnownMember?

  var wording: Wording {
    switch why {
    case .noSuchDevice: NoSuchDevice(typed: nil).wording
    case .isTheOnlyOne:
      Wording(
        .refused, "only-device",
        owner.map { "it is the only device of \($0.shownName)" } ?? "it is your only device",
        hint: owner.map {
          "let them leave and come back with a new key: casevault member offboard \($0.shortID); or take in another first: casevault key add-device REQUEST"
        } ?? "take in another first: casevault key add-device REQUEST"
      )
    case .isThisOne:
      Wording(
        .refused, "this-device", "it is the device that you use now",
        hint: "run the command on another device of yours")
    case .isYours:
      Wording(
        .refused, "own-device", "it is a device of yours",
        hint: "run the command without --of: nobody else is asked")
    }
  }
}

extension DeviceNotInCopy: WordedError {
  var wording: Wording {
    let others: TerminalText =
      others > 0
      ? "on another device of yours that opens it: casevault key add-device REQUEST; else " : ""
    let back: TerminalText =
      hasRecovery
      ? "a recovery officer runs casevault recovery start REQUEST --for MEMBER; who began to work here after the copy was made is enrolled anew, casevault member enrol REQUEST"
      : "others let you leave and enrol you anew, casevault member offboard MEMBER, casevault member enrol REQUEST"
    return Wording(
      .locked, "device-not-in-copy",
      "this vault went on from a copy that is older than what this device has seen, and has no key for it: you were let in on this device after the copy was made, or taken out since",
      hint:
        "make a request, casevault key show --request REQUEST; \(others)\(back)"
    )
  }
}

extension DeviceIsRevoked: WordedError {
  var wording: Wording {
    Wording(
      .refused, "device-revoked", "this device was revoked: the vault shows it nothing any more",
      hint:
        "use another device of yours, where casevault key add-device REQUEST takes in a new one; was it the last, a recovery officer runs casevault recovery start REQUEST --for MEMBER --reason TEXT"
    )
  }
}
