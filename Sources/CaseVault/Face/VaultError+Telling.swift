import AuditLog
import Casework
import Keyring
import System

// From the errors of the rooms to those of the face.

extension VaultError {
  /// Runs a verb, and tells what it throws in the words of the face.
  static func telling<Result>(_ verb: () throws -> Result) throws(VaultError) -> Result {
    do { return try verb() } catch { throw VaultError(error) }
  }

  init(_ error: any Error) {
    self =
      switch error {
      case let error as VaultError: error
      case let error as StorageError: .storage(error)
      case let fault as IntegrityFault:
        .integrity(kind: fault.kind.rawValue, place: fault.place.text)
      case let refusal as Refusal where refusal.reason == .noSuchFile: .noSuchClient
      case let refusal as Refusal: .refused(reason: refusal.reason.rawValue)
      default: Self.ofKeys(error) ?? Self.ofEntering(error) ?? Self.ofWords(error)
      }
  }

  private static func ofKeys(_ error: any Error) -> VaultError? {
    switch error {
    case KeyFileError.wrongPassphrase: .wrongPassphrase
    case let error as KeyFileError: .unusableKeyFile(KeyFileObjection(error))
    case let error as UnfitPassphrase: .unfitPassphrase(PassphraseObjection(error))
    case EnrolmentRequestError.unfitName: .unfitText(.incomplete)
    default: nil
    }
  }

  private static func ofEntering(_ error: any Error) -> VaultError? {
    switch error {
    case is NoPin: .notJoined
    case is NotEnrolled, is OpensNoLonger, is HasLeft, is DeviceIsRevoked: .notEnrolled
    case is NotAHolder: .refused(reason: "not-a-holder")
    case is MalformedTicket, is TicketMismatch: .unusableTicket
    case is UnusableCheckpoint: .unusableCheckpoint
    case is MemoryBehind: .memoryBehind
    case is MalformedPin, is DeviceSealingError, is DamagedMemory, is FileError: .memoryUnusable
    case ReplayStopped.rulesTooNew: .integrity(kind: "rules-too-new", place: "vault")
    default: nil
    }
  }

  private static func ofWords(_ error: any Error) -> VaultError {
    switch error {
    case is NoSuchFile: .noSuchClient
    case NoteRefused.noSuchNote: .noSuchNote
    case let error as NoteRefused: .noteRefused(NoteObjection(error))
    case let error as InvalidText: .unfitText(TextObjection(error))
    case InvalidNote.text(let error), InvalidNote.title(let error), InvalidNote.place(let error):
      .unfitText(TextObjection(error))
    case is InvalidNote: .unfitText(.incomplete)
    case is LooksTheSame: .unfitText(.looksLikeAnother)
    case is ReadsAsNumber: .unfitText(.readsAsNumber)
    default: .unexpected(String(describing: type(of: error)))
    }
  }
}

extension PassphraseObjection {
  fileprivate init(_ error: UnfitPassphrase) {
    self =
      switch error {
      case .tooShort(let characters, let least): .tooShort(characters: characters, atLeast: least)
      case .tooLong(let bytes, let most): .tooLong(bytes: bytes, atMost: most)
      case .notText: .notText
      case .controlCharacter: .controlCharacter
      case .wellKnown: .wellKnown
      }
  }
}

extension KeyFileObjection {
  fileprivate init(_ error: KeyFileError) {
    self =
      switch error {
      case .notAKeyFile, .mangledAsText: .notAKeyFile
      case .unsupportedVersion, .unsupportedSuite: .tooNew
      case .costOutOfBounds: .costOutOfBounds
      case .truncated, .trailingBytes, .wrongPassphrase, .damaged: .damaged
      }
  }
}

extension NoteObjection {
  fileprivate init(_ error: NoteRefused) {
    self =
      switch error {
      case .locked: .locked
      case .noSuchNote, .discarded: .discarded
      case .draftOfAnother: .draftOfAnother
      case .notSigned, .notCosigned: .notSigned
      case .submittedAlready: .submittedAlready
      case .notSubmitted: .notSubmitted
      case .changedMeanwhile: .changedMeanwhile
      case .addendumToAddendum: .addendumToAddendum
      case .otherKind: .otherKind
      }
  }
}

extension TextObjection {
  fileprivate init(_ error: InvalidText) {
    self =
      switch error {
      case .empty, .nothingVisible: .empty
      case .tooLong(let length, let limit): .tooLong(length: length, limit: limit)
      case .invalidUTF8(let offset), .controlCharacter(_, let offset),
        .forbiddenCharacter(_, let offset):
        .forbidden(offset: offset)
      }
  }
}

extension IntegrityFault.Place {
  /// `entry 17`, `envelope 3f…, version 2`: for whoever looks for it in the storage.
  fileprivate var text: String {
    switch self {
    case .vault: "vault"
    case .entry(let number): "entry \(number)"
    case .chunk(let hash): "chunk \(hash.hexadecimal)"
    case .tile(let level, let index): "tile \(level)/\(index)"
    case .envelope(let id, let version): "envelope \(id.hexadecimal), version \(version)"
    case .compartment(let id): "compartment \(id.hexadecimal)"
    case .row(let locator):
      "row \(locator.map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined())"
    }
  }
}
