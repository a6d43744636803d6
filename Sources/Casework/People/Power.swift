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
  /// Whether a declared conflict with the client leaves it to the member all the same.
  package let withstandsConflict: Bool

  init(
    code: String, phrase: String, atLarge: String? = nil, coversPsychotherapyNotes: Bool = true,
    comesWithGrants: Bool = false, comesWithEmergencies: Bool = false,
    withstandsConflict: Bool = false
  ) {
    self.code = code
    self.phrase = phrase
    phraseAtLarge = atLarge ?? phrase
    self.coversPsychotherapyNotes = coversPsychotherapyNotes
    self.comesWithGrants = comesWithGrants
    self.comesWithEmergencies = comesWithEmergencies
    self.withstandsConflict = withstandsConflict
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

  package static let all: [Power] =
    [
      .takePart, .manageMembers, .openFile, .handOver, .assignFile, .readNotes, .writeNotes,
      .signNotes, .submitNotes, .coSignNotes, .renameClient, .listFiles, .searchFiles,
      .askForGrant, .giveGrant, .endGrant, .setRoster, .openEmergency, .endEmergency,
      .reviewEmergency, .declareConflict, .clearConflict, .readReasons, .reviewAccess,
      .attestAccess,
      .readLog, .verify, .issueCheckpoint, .backUp,
      .restore, .raiseRules, .recover,
    ] + toCome

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
