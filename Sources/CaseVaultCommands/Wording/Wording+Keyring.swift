import Casework
import Keyring
import Sodium
import System

extension KeyFileError: WordedError {
  var wording: Wording {
    switch self {
    case .notAKeyFile:
      Wording(
        .usage, "not-a-key-file", "that file is no key file",
        hint: "name yours with --key FILE, or use a copy of it")
    case .mangledAsText:
      Wording(
        .integrity, "key-file-mangled", "the key file was changed on its way: it was sent as text",
        hint: "copy it again as it is, in binary mode or inside an archive")
    case .unsupportedVersion(let version):
      Wording(
        .refused, "key-file-too-new",
        "the key file has format \(version), which this program does not know",
        hint: "use a newer casevault")
    case .unsupportedSuite(let suite):
      Wording(
        .refused, "key-file-too-new",
        "the key file uses algorithms of suite \(suite), which this program does not know",
        hint: "use a newer casevault")
    case .truncated(let bytes):
      Wording(
        .integrity, "key-file-damaged",
        "the key file is cut short: \(bytes) of \(KeyFile.length) bytes are there",
        hint: "use a copy of it, if there is one")
    case .trailingBytes(let count):
      Wording(
        .integrity, "key-file-damaged",
        "the key file goes on for \(TerminalText.count(count, "byte", "bytes")) after its end",
        hint: "use a copy of it, if there is one")
    case .costOutOfBounds(let operations, let memory):
      Wording(
        .refused, "key-file-cost",
        "the key file asks for \(operations) passes over \(TerminalText.size(Int(clamping: memory))), beyond what is ever written",
        hint: "it is damaged or was made to slow this machine down; use a copy of it")
    case .wrongPassphrase:
      .wrongPassphrase(triesLeft: 0)
    case .damaged:
      Wording(
        .integrity, "key-file-damaged", "the passphrase is right, but the key file is damaged",
        hint: "use a copy of it, if there is one")
    }
  }
}

extension Wording {
  /// A person at the terminal is asked again, a program is not.
  static func wrongPassphrase(triesLeft: Int) -> Wording {
    Wording(
      .locked, "wrong-passphrase", "that is not the passphrase of this key",
      hint: triesLeft > 0
        ? "type it again, and look whether Caps Lock is on: \(TerminalText.count(triesLeft, "try", "tries")) left"
        : "look whether Caps Lock is on, and run the command again; if it is the right one, the key file was changed: use a copy of it"
    )
  }
}

extension UnfitPassphrase: WordedError {
  var wording: Wording {
    switch self {
    case .tooShort(let characters, let least):
      Wording(
        .usage, "passphrase-too-short",
        "the passphrase has \(TerminalText.count(characters, "character", "characters")), and at least \(least) are needed",
        hint: "four or five words that do not belong together are easy to keep in mind")
    case .tooLong(let bytes, let most):
      Wording(
        .usage, "passphrase-too-long",
        "the passphrase has \(bytes) bytes, and at most \(most) are read",
        hint: "choose a shorter one; four or five words are enough")
    case .notText:
      Wording(
        .usage, "passphrase-not-text", "the passphrase is not valid UTF-8",
        hint: "type it on a terminal that speaks UTF-8")
    case .controlCharacter:
      Wording(
        .usage, "passphrase-control-character",
        "the passphrase holds a character that cannot be seen, such as one an arrow key sends",
        hint: "type it again from its beginning")
    case .wellKnown:
      Wording(
        .usage, "passphrase-well-known",
        "the passphrase is among those that are tried first", hint: "choose another")
    }
  }
}

/// The two times that a new passphrase was typed differ.
struct PassphrasesDiffer: WordedError {
  var wording: Wording {
    Wording(
      .locked, "passphrases-differ", "the two passphrases are not the same",
      hint: "type the same one twice")
  }
}

extension EnrolmentRequestError: WordedError {
  var wording: Wording {
    let again: TerminalText = "ask for the request once more, as a file"
    return switch self {
    case .tooLong, .notARequest:
      Wording(
        .usage, "not-a-request", "that is no enrolment request",
        hint: "the newcomer makes one with: casevault key create --request FILE")
    case .unsupportedVersion:
      Wording(
        .refused, "request-too-new", "the request was written by a newer casevault",
        hint: "use a newer casevault")
    case .wrongLineCount, .malformed, .unexpected, .malformedSignature:
      Wording(.integrity, "request-damaged", "the request was changed on its way", hint: again)
    case .unusableKey, .unfitCompartment:
      Wording(
        .integrity, "request-unusable", "the request holds a key that cannot be relied on",
        hint: again)
    case .unfitName:
      Wording(
        .usage, "unfit-name",
        "a member's name is one line of at most 200 characters, without invisible ones",
        hint: "type another with --name NAME")
    case .forgedSignature:
      Wording(
        .integrity, "request-forged",
        "the request was changed, or whoever made it does not have the keys that it shows",
        hint: "do not enrol anybody with it; ask the newcomer in person")
    }
  }
}

extension DeviceSealingError: WordedError {
  var wording: Wording {
    switch self {
    // Where it lies is named after the device, so it is no other's.
    case .notThisDevice, .truncated, .damaged:
      Wording(
        .integrity, "memory-damaged", "what this device remembers of the vault is damaged",
        hint: "move its file pin away (docs/commands.md says where it lies); \(Wording.joining)")
    }
  }
}

extension SodiumError: WordedError {
  var wording: Wording {
    switch self {
    case .outOfMemory(let bytes):
      Wording(
        .refused, "out-of-memory",
        "the system has no \(TerminalText.size(bytes)) of memory left",
        hint: "close other programs and run the command again; nothing was changed")
    default:
      Wording(
        .bug, "bug", "a cryptographic step refused what it was given",
        hint: "nothing was half done; please report it with the command that you ran")
    }
  }
}

/// No key file is where one is looked for.
struct NoKeyYet: WordedError {
  let path: FilePath

  var wording: Wording {
    Wording(
      .notFound, "no-key", "there is no key at \(path)",
      hint:
        "name yours with --key FILE; your first comes with casevault vault init, or to join others with casevault key create --request FILE"
    )
  }
}
