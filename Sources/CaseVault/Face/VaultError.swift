/// Why a vault did not do what was asked. No case carries a word of a note, a name or a key.
///
/// Facts, not sentences: what a person is told is for the program to word. Where nothing else is said,
/// nothing was changed.
public enum VaultError: Error, Equatable, Sendable {
  // Keys.
  /// The key file is as it was written, and this passphrase does not open it.
  case wrongPassphrase
  case unfitPassphrase(PassphraseObjection)
  case unusableKeyFile(KeyFileObjection)

  // Entering.
  /// This device has never verified this vault: the first opening needs a ticket.
  case notJoined
  /// The vault holds nothing for this key.
  case notEnrolled
  /// No ticket, or one for another vault or another history.
  case unusableTicket
  /// No checkpoint, one that was cut or garbled, or one of another vault.
  case unusableCheckpoint
  /// The memory is of another vault already.
  case memoryInUse
  /// What the device kept of the vault is damaged, of another device, or cannot be reached.
  case memoryUnusable

  /// What was asked is done and durable, but the device could not keep that it has seen it.
  case memoryBehind

  // Working.
  /// The member's roles do not allow it; the code is that of docs/commands.md, such as
  /// `role-lacks-power`. The refusal stands in the log.
  case refused(reason: String)
  case noSuchClient
  case noSuchNote
  case noteRefused(NoteObjection)
  case unfitText(TextObjection)

  // Keeping.
  /// The storage returned what the log does not say: the class of the fault, such as `rolled-back`,
  /// and its place. Nobody should write there until it is understood. Source: docs/format.md.
  case integrity(kind: String, place: String)
  case storage(StorageError)
  /// A fault of this library, by the name of the error that nobody expected.
  case unexpected(String)
}

/// Why a passphrase cannot be used. Source: SP 800-63B-4 §3.1.1.2.
public enum PassphraseObjection: Equatable, Sendable {
  /// In Unicode code points.
  case tooShort(characters: Int, atLeast: Int)
  case tooLong(bytes: Int, atMost: Int)
  /// Not UTF-8.
  case notText
  /// Holds a character that no keyboard shows.
  case controlCharacter
  /// Among those that are tried first.
  case wellKnown
}

/// Why bytes are not a key file that this library opens.
public enum KeyFileObjection: Equatable, Sendable {
  case notAKeyFile
  /// Right passphrase, changed file. There may be a copy of it.
  case damaged
  /// Written by a newer program.
  case tooNew
  /// Asks for more memory or time than is given.
  case costOutOfBounds
}

/// Why a note cannot be changed as asked.
public enum NoteObjection: Equatable, Sendable {
  /// Signed or imported: a correction is an addendum.
  case locked
  case discarded
  case draftOfAnother
  /// A draft takes no addendum; revise it.
  case notSigned
  /// It waits for a supervisor's signature.
  case submittedAlready
  /// It waits for no co-signature.
  case notSubmitted
  /// Its author went on with it since it was read.
  case changedMeanwhile
  case addendumToAddendum
  case otherKind
}

/// Why a text cannot be kept or looked for.
public enum TextObjection: Equatable, Sendable {
  case empty
  /// In bytes, or in characters for a name.
  case tooLong(length: Int, limit: Int)
  /// Holds a character that has no place there, or is not UTF-8; at this offset in bytes.
  case forbidden(offset: Int)
  /// A name that differs from another client's only in characters that nobody sees.
  case looksLikeAnother
  /// A client's name that reads as a C-number.
  case readsAsNumber
  /// Nothing to be kept for another reason: sections that say nothing, times that cannot be.
  case incomplete
}
