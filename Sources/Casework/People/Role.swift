/// What a member may do, by the work they do. Powers of several roles add up.
///
/// Adding a role is adding one value to ``all``. Source: design §7.
package struct Role: Hashable, Sendable {
  /// The word that stands in events and on the command line.
  package let code: String
  /// How the role is spoken of.
  package let title: String
  /// What it may do, and how far.
  package let powers: [Power: Reach]
  /// Compartments that come with the role.
  package let holds: [CompartmentKind]
  /// Whether another role may stand beside it.
  package let combines: Bool
  /// Whether it stands in where fewer than two members hold a power that takes two (design §6).
  package let standsIn: Bool

  init(
    code: String, title: String, powers: [Power: Reach], holds: [CompartmentKind],
    combines: Bool = true, standsIn: Bool = false
  ) {
    self.code = code
    self.title = title
    self.powers = powers
    self.holds = holds
    self.combines = combines
    self.standsIn = standsIn
  }

  package static func == (left: Role, right: Role) -> Bool { left.code == right.code }
  package func hash(into hasher: inout Hasher) { hasher.combine(code) }

  package static let clinician = Role(
    code: "clinician", title: "clinician",
    powers: casework.merging([
      .signNotes: .assigned, .handOver: .assigned, .openEmergency: .onDuty,
    ]) { $1 },
    holds: [.vault])

  package static let trainee = Role(
    code: "trainee", title: "trainee",
    powers: casework.merging([.submitNotes: .assigned]) { $1 },
    holds: [.vault])

  package static let supervisor = Role(
    code: "supervisor", title: "supervisor",
    // Everything that a clinician does, in the files of those they supervise as well.
    powers: casework.mapValues { $0 == .assigned ? .supervised : $0 }.merging([
      .signNotes: .supervised, .handOver: .assigned, .assignFile: .supervised,
      .coSignNotes: .supervised, .readLog: .supervised, .declareConflict: .everything,
      .clearConflict: .withAnother, .giveGrant: .supervised, .reviewAccess: .supervised,
      .attestAccess: .supervised, .setRoster: .everything, .openEmergency: .onDuty,
      .endEmergency: .everything, .reviewEmergency: .everything,
    ]) { $1 },
    holds: [.vault, .registry], standsIn: true)

  package static let auditor = Role(
    code: "auditor", title: "auditor",
    powers: [
      .takePart: .everything, .readLog: .everything, .verify: .everything,
      .issueCheckpoint: .everything, .readReasons: .everything, .reviewAccess: .everything,
      .attestAccess: .everything, .reviewEmergency: .everything,
    ],
    holds: [.vault, .oversight], combines: false)

  package static let privacyOfficer = Role(
    code: "privacy-officer", title: "privacy officer",
    powers: [
      .takePart: .everything, .manageMembers: .withAnother, .restore: .withAnother,
      .raiseRules: .withAnother, .readLog: .everything, .verify: .everything,
      .issueCheckpoint: .everything, .backUp: .everything, .renameClient: .everything,
      // By the registry, which says who is a client and nothing of what their file holds.
      .listFiles: .assigned,
      .declareConflict: .everything, .clearConflict: .withAnother, .readReasons: .everything,
      .askForGrant: .everything, .endGrant: .everything, .readNotes: .granted,
      .reviewAccess: .everything, .attestAccess: .everything,
      .setRoster: .everything, .endEmergency: .everything, .reviewEmergency: .everything,
    ],
    holds: [.vault, .oversight, .registry])

  package static let administrator = Role(
    code: "administrator", title: "administrator",
    powers: [
      .takePart: .everything, .manageMembers: .withAnother, .restore: .withAnother,
      .raiseRules: .withAnother, .readLog: .everything, .verify: .everything,
      .issueCheckpoint: .everything, .backUp: .everything, .reviewAccess: .own,
    ],
    holds: [.vault])

  /// Every role, in the order in which they are listed to people.
  package static let all: [Role] = [
    .clinician, .trainee, .supervisor, .auditor, .privacyOfficer, .administrator,
  ]

  /// The role that a word means, if it means one.
  package static func named(_ code: String) -> Role? { all.first { $0.code == code } }

  /// What a solo practice gives its one person: all but auditing (design §7).
  package static let solo: [Role] = [.clinician, .supervisor, .privacyOfficer, .administrator]
  /// What the executor of a practice has, who supervises everybody in it.
  package static let executor: [Role] = [.supervisor, .privacyOfficer, .administrator]
  /// What the two founders of an agency hold between them, one role each.
  package static let founders: [[Role]] = [[.privacyOfficer], [.administrator]]

  /// What everyone does who works with clients.
  private static let casework: [Power: Reach] = [
    .takePart: .everything, .openFile: .everything, .readNotes: .assigned, .writeNotes: .assigned,
    .renameClient: .assigned, .listFiles: .assigned, .searchFiles: .assigned,
    .askForGrant: .everything, .endGrant: .assigned, .endEmergency: .assigned,
    .declareConflict: .own, .readLog: .own,
    .verify: .everything, .issueCheckpoint: .everything, .reviewAccess: .own,
  ]
}

/// One thing that policy can allow. The codes stand in `act.refused` entries.
package struct Power: Hashable, Sendable {
  package let code: String
  /// What somebody with the power may do, to finish the sentence "you may not …".
  package let phrase: String
  /// The same where nothing is named yet that it would be done to.
  package let phraseAtLarge: String
  /// Whether an author has it over their own psychotherapy notes too. A co-signature takes two who can read,
  /// and nobody but its author reads such a note.
  package let coversPsychotherapyNotes: Bool
  /// Whether a grant on a case file gives it there, to those whose roles have it at all.
  package let comesWithGrants: Bool
  /// Whether an emergency that a member has opened on a case file gives it there.
  package let comesWithEmergencies: Bool

  init(
    code: String, phrase: String, atLarge: String? = nil, coversPsychotherapyNotes: Bool = true,
    comesWithGrants: Bool = false, comesWithEmergencies: Bool = false
  ) {
    self.code = code
    self.phrase = phrase
    phraseAtLarge = atLarge ?? phrase
    self.coversPsychotherapyNotes = coversPsychotherapyNotes
    self.comesWithGrants = comesWithGrants
    self.comesWithEmergencies = comesWithEmergencies
  }

  package static func == (left: Power, right: Power) -> Bool { left.code == right.code }
  package func hash(into hasher: inout Hasher) { hasher.combine(code) }

  package static let manageMembers = Power(
    code: "manage-members", phrase: "enrol members or change what they are")
  package static let openFile = Power(code: "open-file", phrase: "take a client in")
  package static let readNotes = Power(
    code: "read-notes", phrase: "read notes of this case file", atLarge: "read notes",
    comesWithGrants: true, comesWithEmergencies: true)
  package static let writeNotes = Power(
    code: "write-notes", phrase: "write in this case file", atLarge: "write notes",
    comesWithGrants: true, comesWithEmergencies: true)
  package static let signNotes = Power(
    code: "sign-notes", phrase: "sign, import or add to notes", comesWithGrants: true,
    comesWithEmergencies: true)
  package static let submitNotes = Power(
    code: "submit-notes", phrase: "submit notes for a co-signature",
    coversPsychotherapyNotes: false, comesWithGrants: true)
  package static let coSignNotes = Power(
    code: "co-sign-notes", phrase: "co-sign or return notes", coversPsychotherapyNotes: false)
  package static let renameClient = Power(
    code: "rename-client", phrase: "rename this client", atLarge: "rename clients")
  package static let handOver = Power(
    code: "hand-over", phrase: "hand this case file over", atLarge: "hand case files over")
  package static let assignFile = Power(
    code: "assign-file", phrase: "say who works in this case file",
    atLarge: "say who works in a case file")
  package static let declareConflict = Power(
    code: "declare-conflict", phrase: "declare a conflict of interest")
  package static let clearConflict = Power(
    code: "clear-conflict", phrase: "clear a conflict of interest")
  package static let readReasons = Power(
    code: "read-reasons", phrase: "read the reasons that people gave")
  package static let listFiles = Power(
    code: "list-files", phrase: "list case files", comesWithGrants: true,
    comesWithEmergencies: true)
  package static let searchFiles = Power(
    code: "search-files", phrase: "search notes", comesWithGrants: true,
    comesWithEmergencies: true)
  package static let askForGrant = Power(
    code: "ask-for-grant", phrase: "ask for access to this case file",
    atLarge: "ask for access to a case file")
  package static let giveGrant = Power(
    code: "give-grant", phrase: "give or extend access to this case file",
    atLarge: "give access to a case file")
  package static let endGrant = Power(
    code: "end-grant", phrase: "end somebody's access to this case file",
    atLarge: "end somebody's access")
  package static let reviewAccess = Power(
    code: "review-access", phrase: "see what somebody holds here", atLarge: "see who holds what")
  package static let attestAccess = Power(
    code: "attest-access", phrase: "attest what somebody holds here",
    atLarge: "attest who holds what")
  package static let setRoster = Power(code: "set-roster", phrase: "say who is on duty")
  package static let openEmergency = Power(
    code: "open-emergency", phrase: "open this case file in an emergency",
    atLarge: "open case files in an emergency")
  package static let endEmergency = Power(
    code: "end-emergency", phrase: "end somebody's emergency on this case file",
    atLarge: "end somebody's emergency")
  package static let reviewEmergency = Power(
    code: "review-emergency", phrase: "review this emergency", atLarge: "review emergencies")
  package static let readLog = Power(code: "read-log", phrase: "read the log")
  package static let verify = Power(code: "verify", phrase: "verify the log")
  package static let issueCheckpoint = Power(code: "issue-checkpoint", phrase: "make a checkpoint")
  /// Comes with having a piece of the recovery key, whatever one's roles.
  package static let recover = Power(code: "recover", phrase: "recover a lost key")
  package static let backUp = Power(code: "back-up", phrase: "back the vault up")
  package static let restore = Power(code: "restore", phrase: "restore the vault behind its pin")
  package static let raiseRules = Power(code: "raise-rules", phrase: "raise the rules version")

  /// What every member does without asking: handing keys on to those entitled, recording a refusal.
  package static let takePart = Power(code: "take-part", phrase: "take part in this vault")

  package static let all: [Power] = [
    .takePart, .manageMembers, .openFile, .handOver, .assignFile, .readNotes, .writeNotes,
    .signNotes, .submitNotes, .coSignNotes, .renameClient, .listFiles, .searchFiles,
    .askForGrant, .giveGrant, .endGrant, .setRoster, .openEmergency, .endEmergency,
    .reviewEmergency, .declareConflict, .clearConflict, .readReasons, .reviewAccess, .attestAccess,
    .readLog, .verify, .issueCheckpoint, .backUp,
    .restore, .raiseRules, .recover,
  ]

  /// Whether whoever has the power has it only together with another member.
  package var takesTwo: Bool { Role.all.contains { $0.powers[self] == .withAnother } }

  /// The power that a word of the log means, if it means one.
  package static func named(_ code: String) -> Power? { all.first { $0.code == code } }
}

/// How far a power goes. A later case goes further.
package enum Reach: Int, Sendable, Comparable {
  /// What the member did.
  case own
  /// Every case file, for who is on the duty roster.
  case onDuty
  /// Case files that the member has a running grant for, or an emergency on.
  case granted
  /// Also those that are assigned to the member.
  case assigned
  /// Also those that are assigned to whom the member supervises, and what these did.
  case supervised
  /// Everything, together with another member (in a solo practice: after a waiting time).
  case withAnother
  case everything

  package static func < (left: Reach, right: Reach) -> Bool { left.rawValue < right.rawValue }
}
