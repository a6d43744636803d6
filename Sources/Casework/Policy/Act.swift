/// What somebody wants to do, and to what: the question that policy answers.
package struct Act: Sendable, Hashable {
  package let power: Power
  package let target: Target

  package init(_ power: Power, on target: Target = .vault) {
    self.power = power
    self.target = target
  }

  /// What the act is done to.
  package enum Target: Sendable, Hashable {
    case vault
    case file(CaseFileID)
    /// A psychotherapy note of this author in this file.
    case process(CaseFileID, author: MemberID)
    /// A note in a file by this author, where it matters whose it is.
    case note(CaseFileID, author: MemberID)
    /// How a member stands to a case file.
    case standing(of: MemberID, to: CaseFileID)
    /// An emergency that this member opened on a file, and what they did there.
    case emergency(CaseFileID, by: MemberID)
    /// An entry of the log that this member made; nil where no member's device signed it.
    case entry(by: MemberID?)
    /// What this member holds, or everybody.
    case access(of: MemberID?)
    /// Whether this member, or a device of theirs, goes on here: they do not count among those who decide it.
    case about(MemberID)
    /// The same of several.
    case concerning([MemberID])

    package var file: CaseFileID? {
      switch self {
      case .vault, .entry, .about, .concerning, .access: nil
      case .file(let file), .process(let file, _), .note(let file, _), .emergency(let file, _): file
      case .standing(_, let file): file
      }
    }
  }
}

extension Act {
  /// Reading notes of a kind that this author wrote.
  package static func read(_ kind: NoteKind, by author: MemberID, in file: CaseFileID) -> Act {
    Act(.readNotes, on: .notes(of: kind, by: author, in: file))
  }

  /// Writing notes of a kind as this author.
  package static func write(_ kind: NoteKind, by author: MemberID, in file: CaseFileID) -> Act {
    Act(.writeNotes, on: .notes(of: kind, by: author, in: file))
  }
}

extension Act.Target {
  /// Where notes of a kind by this author lie: in the file, or in the author's own compartment.
  package static func notes(
    of kind: NoteKind, by author: MemberID, in file: CaseFileID
  ) -> Act.Target {
    kind.compartment == .process ? .process(file, author: author) : .file(file)
  }

  /// One note of a kind by this author.
  package static func note(
    of kind: NoteKind, by author: MemberID, in file: CaseFileID
  ) -> Act.Target {
    kind.compartment == .process
      ? .process(file, author: author) : .note(file, author: author)
  }
}
