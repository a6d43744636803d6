import CaseVault
import Casework
import System

extension IntegrityFault: WordedError {
  var wording: Wording {
    Wording(
      .integrity, kind.rawValue, "\(kind.phrase)\(place.phrase)",
      hint: kind.advice)
  }
}

extension IntegrityFault.Kind {
  /// What is wrong, to finish the sentence "verify found: …".
  var phrase: TerminalText {
    switch self {
    case .leafMissing: "an entry of the log is missing"
    case .leafMalformed: "an entry of the log cannot be read"
    case .leafOutOfSequence: "an entry of the log stands in another's place"
    case .foreignVault: "an entry of the log belongs to another vault"
    case .otherHistory: "an entry of the log was written on another history than the one before it"
    case .wrongEpoch: "an entry of the log is sealed under a key that was not in force"
    case .sealBroken: "an entry of the log was changed after it was sealed"
    case .notAnEvent: "an entry of the log says nothing that is known here"
    case .unknownDevice: "an entry of the log is signed by a device that nobody enrolled"
    case .badSignature: "an entry of the log is not signed by whom it names"
    case .foundingMismatch: "the first entry is not the founding of this vault"
    case .rolledBack: "the vault is older than what this device has verified"
    case .forked: "the vault's history is another than the one that this device has verified"
    case .leafHashWrong: "the stored hash of an entry is wrong"
    case .tileHashWrong: "a stored hash of the log's tree is wrong"
    case .tileHashMissing: "a hash of the log's tree is missing"
    case .rulesTooNew: "the log goes on under rules that this program does not know"
    case .checkpointWrong:
      "an entry says that a checkpoint was made of another log than this one was then"
    case .chunkMissing: "a part of the log is missing"
    case .chunkDamaged: "a part of the log was changed"
    case .chunkUnnamed: "there is a part of a log that no entry names"
    case .envelopeMissing: "something that the log names is missing"
    case .envelopeChanged: "something was changed after it was sealed"
    case .envelopeUnnamed: "there is something that no entry of the log names"
    case .envelopeNamedTwice: "an entry names as its own what an earlier one named"
    case .slotsChanged: "the keys of something sealed were changed"
    case .shelfChanged: "something sealed was moved to another shelf"
    case .wrapMissing: "a key that the log names is missing"
    case .wrapChanged: "a key was exchanged"
    case .wrapUnnamed: "there is a key that no entry of the log names"
    case .secretWrong: "a key is not the one that the log commits to"
    case .historyBroken: "the history of a case file is broken"
    case .textDamaged: "a sealed text is damaged"
    case .identityWrong: "the database says that it is another vault"
    case .databaseDamaged: "the database itself is damaged"
    }
  }

  fileprivate var advice: TerminalText {
    switch self {
    case .rolledBack:
      "bring the newer file back; if a colleague restored it on purpose: casevault vault accept; to do so yourself: casevault vault restore FILE --accept-loss"
    case .rulesTooNew: "use a newer casevault"
    default:
      "write nothing more; keep this file, and verify a backup: casevault vault backup verify FILE"
    }
  }
}

extension IntegrityFault.Place {
  /// Where, with what comes before it: ` (entry 17)`.
  var phrase: TerminalText {
    switch self {
    case .vault: ""
    case .entry(let number): " (entry \(number))"
    case .chunk(let address): " (part \(address.hexadecimal))"
    case .tile(let level, let index): " (level \(level), tile \(index))"
    case .envelope(let id, let version): " (\(id.hexadecimal), version \(version))"
    case .compartment(let id): " (compartment \(id.hexadecimal))"
    case .row: " (a row that only its locator names)"
    }
  }
}
