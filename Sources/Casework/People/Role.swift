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
      .signNotes: .assigned, .handOver: .assigned, .openEmergency: .onDuty, .disclose: .assigned,
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
      .endEmergency: .everything, .reviewEmergency: .everything, .disclose: .supervised,
      .readLedger: .supervised, .holdFile: .withAnother, .setRetention: .withAnother,
      .destroyFile: .withAnother,
    ]) { $1 },
    holds: [.vault, .registry], standsIn: true)

  package static let auditor = Role(
    code: "auditor", title: "auditor",
    powers: [
      .takePart: .everything, .readLog: .everything, .verify: .everything,
      .issueCheckpoint: .everything, .readReasons: .everything, .reviewAccess: .everything,
      .attestAccess: .everything, .reviewEmergency: .everything, .makeReport: .everything,
      .readLedger: .everything, .viewRequests: .everything,
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
      .recordConsent: .everything, .prepareDisclosure: .granted, .disclose: .granted,
      .makeReport: .everything, .readLedger: .everything, .viewRequests: .everything,
      .answerRequests: .everything,
      // One of the two who do it is a privacy officer.
      .holdFile: .everything, .setRetention: .everything, .destroyFile: .everything,
    ],
    holds: [.vault, .oversight, .registry])

  package static let administrator = Role(
    code: "administrator", title: "administrator",
    powers: [
      .takePart: .everything, .manageMembers: .withAnother, .restore: .withAnother,
      .raiseRules: .withAnother, .readLog: .everything, .verify: .everything,
      .issueCheckpoint: .everything, .backUp: .everything, .reviewAccess: .own,
      .makeReport: .everything, .holdFile: .withAnother, .setRetention: .withAnother,
      .destroyFile: .withAnother,
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
    .recordConsent: .assigned, .prepareDisclosure: .assigned, .makeReport: .everything,
    .readLedger: .own,
  ]
}
