import Testing

@testable import Casework

/// docs/policy.md: every decision of policy, role by role, as a document to be read and to be held against.
///
/// Each cell is asked of ``Policy`` itself. What the page says is reviewed by people whenever it changes;
/// that it is what the program does, a test says.
struct PolicyDocument {
  /// Powers by what they are asked about. A power may stand in several.
  static let ofVault: [Power] = [
    .takePart, .manageMembers, .restore, .raiseRules, .openFile, .listFiles, .searchFiles, .readLog,
    .verify, .issueCheckpoint, .backUp, .clearConflict, .readReasons,
    .reviewAccess, .attestAccess,
    .setRoster, .openEmergency,
  ]
  static let ofFile: [Power] = [
    .readNotes, .writeNotes, .signNotes, .submitNotes, .renameClient, .listFiles, .searchFiles,
    .handOver, .assignFile, .askForGrant, .giveGrant, .endGrant, .openEmergency,
    .endEmergency,
  ]
  static let ofProcess: [Power] = [
    .readNotes, .writeNotes, .signNotes, .submitNotes, .coSignNotes,
  ]

  /// How a member stands to a case file.
  enum Relation: String, CaseIterable {
    case own = "theirs"
    case conflict = "theirs, with a conflict"
    case supervisees = "their supervisee's"
    case foreign = "another's"
    case granted = "another's, and a grant runs"
    case over = "another's, and a grant's end has come"
    case emergency = "another's, and an emergency is open"
    case past = "another's, and an emergency's end has come"
    case none = "there is none"

    var file: CaseFileID {
      switch self {
      case .own: id(0xf1)
      case .conflict: id(0xf5)
      case .supervisees: id(0xf2)
      case .foreign: id(0xf3)
      case .granted: id(0xf6)
      case .over: id(0xf7)
      case .emergency: id(0xf8)
      case .past: id(0xf9)
      case .none: id(0xff)
      }
    }
  }

  /// One row: what is asked, and the act that it is, done by this person.
  struct Row: Sendable {
    let words: [String]
    let act: @Sendable (Scene) -> Act
  }

  /// An agency with enough officers that nobody stands in, and one person of the role in question, who
  /// has a file and supervises somebody, even where the role makes no use of it.
  struct Scene {
    let state: VaultState
    /// The same with them on duty.
    let onDuty: VaultState
    /// When they ask.
    let now: Moment
    let person: MemberID
    let supervisee: MemberID
    let colleague: MemberID
    /// One of the two who founded it.
    let officer: MemberID

    /// A file that is theirs and the colleague's.
    static let shared: CaseFileID = id(0xf4)

    init(of role: Role) throws {
      var agency = try Agency.founded()
      let clinician = try agency.enrol(.clinician)
      let trainee = try agency.enrol(.trainee)
      let one = try agency.enrol(role)
      (person, supervisee, colleague) = (one.member, trainee.member, clinician.member)
      officer = agency.officer.member
      for (file, assigned) in [
        (Relation.own.file, [person]), (Relation.conflict.file, [person]),
        (Relation.supervisees.file, [supervisee]),
        (Relation.foreign.file, [colleague]), (Relation.granted.file, [colleague]),
        (Relation.over.file, [colleague]), (Relation.emergency.file, [colleague]),
        (Relation.past.file, [colleague]), (Scene.shared, [person, colleague]),
      ] {
        let drawn = agency.opening(by: clinician)
        let opening = FileOpening(
          file: file, client: drawn.client, number: drawn.number,
          compartment: drawn.compartment, shelf: drawn.shelf, record: drawn.record,
          assigned: drawn.assigned)
        try agency.record(FileOpened(opening), by: clinician)
        agency.state.files[file]?.assigned = assigned
      }
      agency.state.files[Relation.conflict.file]?.conflicts = [
        Conflict(member: person, declaredBy: colleague, at: agency.now, reason: nil)
      ]
      agency.state.members[supervisee]?.supervisors = [person]
      let officers =
        [agency.officer, agency.administrator]
        + ([.supervisor, .privacyOfficer, .administrator].contains(role) ? [one] : [])
      try agency.setUpRecovery(among: officers)
      now = agency.now
      for (file, end) in [
        (Relation.granted.file, now.adding(.seconds(1))), (Relation.over.file, now),
      ] {
        agency.state.addRunningGrant(on: file, to: person, until: end, by: colleague, at: now)
      }
      for (file, end) in [
        (Relation.emergency.file, now.adding(.seconds(1))), (Relation.past.file, now),
      ] {
        agency.state.addOpenEmergency(on: file, of: person, until: end, at: now)
      }
      state = agency.state
      agency.state.roster = [person]
      onDuty = agency.state
    }
  }

  // MARK: - The tables

  static let vault = ofVault.map { power in
    Row(words: [power.phraseAtLarge]) { _ in Act(power) }
  }

  static let file = file(ofFile)

  static func file(_ powers: [Power]) -> [Row] {
    powers.flatMap { power in
      Relation.allCases.map { relation in
        Row(words: [power.phrase, relation.rawValue]) { _ in Act(power, on: .file(relation.file)) }
      }
    }
  }

  static let process = process(ofProcess)

  static func process(_ powers: [Power]) -> [Row] {
    powers.flatMap { power in
      Relation.allCases.flatMap { relation in
        [
          Row(words: [power.phraseAtLarge, relation.rawValue, "they"]) {
            Act(power, on: .process(relation.file, author: $0.person))
          },
          Row(words: [power.phraseAtLarge, relation.rawValue, "another"]) {
            Act(power, on: .process(relation.file, author: $0.colleague))
          },
        ]
      }
    }
  }

  /// Whose note it is, and in whose file it lies.
  static let note = [
    Row(words: ["themselves", Relation.own.rawValue]) {
      Act(.coSignNotes, on: .note(Relation.own.file, author: $0.person))
    },
    Row(words: ["their supervisee", Relation.supervisees.rawValue]) {
      Act(.coSignNotes, on: .note(Relation.supervisees.file, author: $0.supervisee))
    },
    Row(words: ["their supervisee, who has left the file", Relation.own.rawValue]) {
      Act(.coSignNotes, on: .note(Relation.own.file, author: $0.supervisee))
    },
    Row(words: ["another, who has left the file", Relation.supervisees.rawValue]) {
      Act(.coSignNotes, on: .note(Relation.supervisees.file, author: $0.colleague))
    },
    Row(words: ["another, who works in it too", "theirs and another's"]) {
      Act(.coSignNotes, on: .note(Scene.shared, author: $0.colleague))
    },
    Row(words: ["another", Relation.foreign.rawValue]) {
      Act(.coSignNotes, on: .note(Relation.foreign.file, author: $0.colleague))
    },
    Row(words: ["another", Relation.none.rawValue]) {
      Act(.coSignNotes, on: .note(Relation.none.file, author: $0.colleague))
    },
  ]

  static let standing = [
    Row(words: ["themselves", Relation.own.rawValue]) {
      Act(.declareConflict, on: .standing(of: $0.person, to: Relation.own.file))
    },
    Row(words: ["themselves", Relation.foreign.rawValue]) {
      Act(.declareConflict, on: .standing(of: $0.person, to: Relation.foreign.file))
    },
    Row(words: ["another", Relation.own.rawValue]) {
      Act(.declareConflict, on: .standing(of: $0.colleague, to: Relation.own.file))
    },
    Row(words: ["another", Relation.foreign.rawValue]) {
      Act(.declareConflict, on: .standing(of: $0.colleague, to: Relation.foreign.file))
    },
    Row(words: ["themselves", Relation.none.rawValue]) {
      Act(.declareConflict, on: .standing(of: $0.person, to: Relation.none.file))
    },
  ]

  /// Who is to leave, of the officers that there are.
  static let leaving = [
    Row(words: ["a clinician"]) { Act(.manageMembers, on: .about($0.colleague)) },
    Row(words: ["one of two officers"]) { Act(.manageMembers, on: .about($0.officer)) },
  ]

  static let access = [Power.reviewAccess, .attestAccess].flatMap { power in
    [
      Row(words: [power.phrase, "they themselves"]) { Act(power, on: .access(of: $0.person)) },
      Row(words: [power.phrase, "their supervisee"]) { Act(power, on: .access(of: $0.supervisee)) },
      Row(words: [power.phrase, "another"]) { Act(power, on: .access(of: $0.colleague)) },
      Row(words: [power.phrase, "everybody"]) { _ in Act(power, on: .access(of: nil)) },
    ]
  }

  static let entry = [
    Row(words: ["theirs"]) { Act(.readLog, on: .entry(by: $0.person)) },
    Row(words: ["their supervisee's"]) { Act(.readLog, on: .entry(by: $0.supervisee)) },
    Row(words: ["another's"]) { Act(.readLog, on: .entry(by: $0.colleague)) },
    Row(words: ["of no member's device"]) { _ in Act(.readLog, on: .entry(by: nil)) },
  ]

  static let all =
    vault + file + process + note + standing + leaving + access + review + recovery + entry
    + toCome

  // MARK: - The page

  /// The whole page.
  static func text() throws -> String {
    """
    # Who may do what

    Every decision that policy takes, role by role. The page is written by the program's own tests from
    `Sources/Casework/Policy`, the only place that decides, and a test fails where the two differ
    (`CASEVAULT_WRITE_POLICY=1 swift test --filter PolicyDocumentTests` writes it anew). The same decision is
    taken twice: before an entry is written, and whenever the log is replayed, where an entry that its signer
    had no power to make has no effect.

    What is not allowed here is refused. Powers of several roles add up; an auditor has no other role. Reading is
    guarded by keys besides: who holds a case file's key is [events.md](events.md) §2, *Entitled*.

    | In a cell | |
    |---|---|
    | ● | allowed |
    | two | allowed together with another member; where fewer than two members have the power, supervisors stand in |
    | one of two | allowed together with another member; one of the two is such a one |
    \(try legend())

    ## In the vault

    \(try table(["May they …"], vault))

    ## In a case file

    “Theirs” is a file that is assigned to them; “their supervisee's” one that is assigned to somebody whom they
    supervise, whatever their own role. A grant opens what its own key opens and no more: which notes that are,
    [events.md](events.md) says; psychotherapy notes are never among them. What a trainee writes under a grant is
    co-signed by whoever supervises the file. A supervisor who shares a file with another's supervisee can take it from
    that one, and is then asked for the co-signature of what they left behind: two entries, which anybody sees.

    \(try table(["May they …", "The file is"], file))

    ## Psychotherapy notes

    They lie under a key of their author's own (45 CFR 164.501).

    \(try table(["May they …", "The file is", "The author is"], process))

    ## A trainee's note that waits for a second signature

    May they co-sign it, or give it back?

    \(try table(["The author is", "The file is"], note))

    ## In an emergency

    In the tables above nobody is on duty; an emergency that is open gives what its rows say, and no psychotherapy
    notes. Whoever is on the duty roster may open one, of clinicians and supervisors:

    \(try table(["On duty, the file is"], duty, onDuty: true))

    Who may review one that is over:

    \(try table(["It was opened by", "The file is"], review))

    ## Who may declare a conflict of interest

    \(try table(["Between the client and …", "The file is"], standing))

    ## Who says that somebody leaves, or what they are

    Two others do. Whom it concerns does not count: where fewer than two officers would be left to decide,
    supervisors stand in. An officer's column counts three officers, since they are one themselves.

    \(try table(["It concerns"], leaving))

    ## Who sees, and signs, who holds what

    By the log, which says it of everybody: what a key opens goes further here too. Nobody attests their own alone. An
    officer's or auditor's attestation of everybody has their own in it too; of a practice of one, whom nobody else has
    looked at, there is nothing to attest.

    \(try table(["May they …", "Who holds it is"], access))

    ## Who recovers a lost key

    Whoever has a piece of the recovery key, whatever their roles, and so many of them as it takes. Here a supervisor,
    a privacy officer and an administrator have one.

    \(try table(["The key is"], recovery))

    ## Which entries of the log they are shown

    What a key opens goes further: every member can read and verify the whole log, which holds no names and no
    words ([SECURITY.md](../SECURITY.md)).

    \(try table(["The entry is"], entry))

    \(try whatIsToCome())

    """
  }

  /// What a cell says.
  static func answer(to row: Row, in scene: Scene, onDuty: Bool = false) -> String {
    let act = row.act(scene)
    if let refusal = scene.refusal(of: act, onDuty: onDuty) {
      return words[refusal.reason]?.short ?? refusal.reason.rawValue
    }
    guard act.power.takesTwo else { return "●" }
    let reach = scene.state.members[scene.person]?.reach(of: act.power)
    return reach == .everything ? "one of two" : "two"
  }

  private static let words: [Refusal.Reason: (short: String, long: String)] = [
    .roleLacksPower: ("", "none of their roles comes with it (`role-lacks-power`)"),
    .fileNotAssigned: (
      "not theirs", "the file is not assigned to them (`file-not-assigned`)"
    ),
    .psychotherapyNoteOfAnother: (
      "author's",
      "such a note is open to its author alone (`psychotherapy-note-of-another`)"
    ),
    .ownNote: ("own note", "nobody co-signs their own note (`own-note`)"),
    .authorNotSupervised: (
      "not supervised", "they do not supervise the author (`author-not-supervised`)"
    ),
    .conflictDeclared: (
      "conflict",
      "a conflict with the client is declared, which beats all else (`conflict-declared`)"
    ),
    .conflictOfAnother: (
      "own alone", "they declare conflicts of their own alone (`conflict-of-another`)"
    ),
    .noSecondReader: (
      "nobody else's", "nobody but its author could sign it (`no-second-reader`)"
    ),
    .noSuchFile: ("no file", "there is no such file (`no-such-file`)"),
    .accessOfAnother: ("not shown these", "it is what others hold (`access-of-another`)"),
    .ownAccess: ("never their own", "nobody attests what they hold themselves (`own-access`)"),
    .entryOfAnother: ("not shown", "the entry is another's (`entry-of-another`)"),
    .notOnDuty: ("not on duty", "they are not on the duty roster (`not-on-duty`)"),
    .ownEmergency: ("own", "nobody reviews their own emergency (`own-emergency`)"),
    .notAnOfficer: ("no piece", "they have no piece of the recovery key (`not-an-officer`)"),
    .ownRecovery: ("own key", "nobody takes part in their own recovery (`own-recovery`)"),
  ]

  private static func legend() throws -> String {
    let order: [Refusal.Reason] = [
      .roleLacksPower, .fileNotAssigned, .psychotherapyNoteOfAnother, .ownNote,
      .authorNotSupervised, .noSecondReader, .conflictDeclared,
      .conflictOfAnother, .noSuchFile, .accessOfAnother, .ownAccess, .entryOfAnother,
      .notOnDuty, .ownEmergency, .notAnOfficer, .ownRecovery,
    ]
    return order.compactMap { words[$0] }
      .map { "| \($0.short.isEmpty ? "empty" : $0.short) | \($0.long) |" }.joined(separator: "\n")
  }

  static func table(
    _ heads: [String], _ rows: [Row], onDuty: Bool = false
  ) throws -> String {
    let scenes = try Role.all.map { try Scene(of: $0) }
    let head = heads + Role.all.map(\.title)
    let lines =
      [head.joined(separator: " | "), head.map { _ in "---" }.joined(separator: "|")]
      + rows.map { row in
        (row.words + scenes.map { answer(to: row, in: $0, onDuty: onDuty) })
          .joined(separator: " | ")
      }
    return lines.enumerated().map { $0 == 1 ? "|\($1)|" : "| \($1) |" }.joined(separator: "\n")
      .replacing("|  |", with: "| |").replacing("|  |", with: "| |")
  }
}

extension PolicyDocument.Scene {
  /// Why the person may not do it now.
  func refusal(of act: Act, onDuty: Bool = false) -> Refusal? {
    Policy.refusal(of: act, by: person, in: onDuty ? self.onDuty : state, at: now)
  }
}
