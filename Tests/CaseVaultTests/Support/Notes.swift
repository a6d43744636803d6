import Casework

@testable import CaseVault

extension Note {
  /// A progress note of free text about a moment an hour ago.
  static func free(_ text: String, on practice: Practice) throws -> Note {
    try NoteDraft(kind: .progress, text: text, event: nil).validated(at: practice.clock.now)
  }
}

extension Vault {
  func importLines(_ text: String, keepingGoing: Bool = false) throws -> ImportReport {
    var chunks = [Array(text.utf8)]
    return try importNotes(
      from: { chunks.popLast() },
      reading: ImportOptions(format: .jsonLines, keepsGoing: keepingGoing))
  }
}
