import AuditLog
import CaseVault
import Casework
import Sodium
import System

/// How things stand with a vault, and what deserves attention.
struct StatusAnswer {
  private let vault: Vault
  private let session: Session
  private let state: VaultState
  private let me: KnownMember?
  private let waiting: [WaitingAct]
  private let queue: [QueuedNote]
  private let due: DueKeys
  private let grants: [KnownGrant]
  private let log: LogStanding
  private let unreviewed: [KnownEmergency]
  private let recovery: RecoveryFindings
  private let spoilt: SpoiltRotationWords
  private let restorings: RestoringFindings

  init(of vault: Vault, in session: Session) throws {
    self.vault = vault
    self.session = session
    me = try vault.me()
    waiting = try vault.waitingActs()
    state = try vault.state
    queue = try vault.queue()
    due = state.dueKeys(of: vault.member)
    grants = try vault.grants()
    log = try LogStanding(of: vault, for: me?.roles ?? [])
    unreviewed = try vault.emergencies().filter { $0.emergency.review == nil }
    recovery = try RecoveryFindings(of: vault)
    spoilt = try SpoiltRotationWords(knownIn: vault)
    restorings = try RestoringFindings(of: vault, waiting)
  }

  var answer: Answer {
    get throws {
      let folder = try session.vaultFolder()
      let findings = findings
      var result = JSONObject([
        ("vault", .string(vault.id.hexadecimal)), ("folder", .string(folder.string)),
        ("key", .string(session.key.file.path.string)),
        ("preset", .string(state.preset?.code ?? "")),
      ])
      result.append("name", ifPresent: me?.name.map { .string($0) })
      result.append("roles", .array((me?.roles ?? []).map { .string($0.code) }))
      for (key, count) in counts { result.append(key, .integer(Int64(count))) }
      result.append("secretsLocked", .bool(secretsAreLocked))
      result.append("spoiltRotations", spoilt.json)
      log.write(to: &result)
      result.append(
        "lastAttestation", ifPresent: state.latestAttestation.map { .string($0.at.text) })
      result.append("findings", .array(findings.map { .string($0.string) }))
      let gap = IncompleteList([me?.fault] + waiting.map(\.fault))
      return Answer(result, fault: gap) { layout in page(folder, findings, layout) }
    }
  }

  /// Those who work here now.
  private var members: Int { state.members.values.count { $0.left == nil } }

  private var counts: [(String, UInt64)] {
    [
      ("members", UInt64(members)), ("caseFiles", UInt64(state.files.count)),
      ("entries", state.size), ("generation", UInt64(state.generation)),
      ("waiting", UInt64(waiting.count)), ("queued", UInt64(queue.count)),
      ("keysOnTheirWay", UInt64(due.onTheirWay)), ("keysOverdue", UInt64(due.overdue)),
      ("filesWithoutReader", UInt64(due.withoutReader)),
      ("grantsRequested", UInt64(requests.count)), ("grantsRunning", UInt64(running.count)),
      ("onDuty", UInt64(state.roster.count)),
      ("filesBeyondEmergencies", UInt64(state.filesBeyondEmergencies)),
      ("emergenciesUnreviewed", UInt64(unreviewed.count)),
      ("recoveriesUnderWay", UInt64(recovery.underWay)),
      ("keysWithoutRecovery", UInt64(recovery.notSealed)),
      ("leftByRestoring", UInt64(restorings.left)),
    ]
  }

  private func page(
    _ folder: FilePath, _ findings: [TerminalText], _ layout: Layout
  ) -> TerminalText {
    let roles = TerminalText.list((me?.roles ?? []).map(\.title))
    let facts: TerminalText = """
      vault       \(folder)
      key         \(session.key.file.path)
      you         \(me?.shownName ?? ""), \(roles)
      members     \(members) (\(state.preset?.code ?? ""))
      case files  \(TerminalText.grouped(state.files.count))
      log         \(log.fact)
      checkpoint  \(log.checkpoint)
      """
    guard !findings.isEmpty else { return facts }
    let list = findings.map { layout.sentences("- \($0)") }.joined(separator: "\n")
    return "\(facts)\n\n\(layout.heading("To do"))\n\(list)"
  }

  /// What somebody should do something about.
  private var findings: [TerminalText] {
    var findings: [TerminalText] = []
    let mine = waiting.filter { $0.answer == .yes && $0.overtaken == nil }
    findings += EmergencyFindings(unreviewed, in: state, for: vault.member, at: vault.now()).lines
    if !mine.isEmpty {
      findings.append(
        "\(TerminalText.count(mine.count, "act waits", "acts wait")) for your approval: casevault member approve"
      )
    }
    findings += restorings.lines + spoilt.lines
    findings += queueFindings + grantFindings + keyFindings + recovery.lines + log.findings
    findings += ReviewFindings(in: state, for: vault.member, at: vault.now()).lines
    if !secretsAreLocked {
      findings.append("this system would not keep keys out of the swap file (ulimit -l)")
    }
    return findings
  }

  private var queueFindings: [TerminalText] {
    [(QueuedNote.Waits.forYourSignature, "signature"), (.forYourChanges, "changes")]
      .compactMap { waits, what in
        let count = queue.count { $0.waits == waits }
        guard count > 0 else { return nil }
        let notes = TerminalText.count(count, "note waits", "notes wait")
        return "\(notes) for your \(what): casevault note queue"
      }
  }

  /// Requests that this member may answer, and that could still be given.
  private var requests: [KnownGrant] {
    let now = vault.now()
    return grants.filter {
      $0.isDecider && $0.grant.stage == .requested && $0.grant.terms.until > now
    }
  }

  /// Grants that this member has, gave or answers for.
  private var running: [KnownGrant] {
    let now = vault.now()
    return grants.filter { $0.grant.isOpen(at: now) }
  }

  private var grantFindings: [TerminalText] {
    var findings: [TerminalText] = []
    if !requests.isEmpty {
      let list = TerminalText.list(requests.map { "G-\($0.grant.number)" })
      findings.append(
        "\(TerminalText.count(requests.count, "request for access waits", "requests for access wait")) for your answer, \(list): casevault grant approve G-\(requests[0].grant.number)"
      )
    }
    let soon = vault.now().adding(.days(Self.endingSoonDays))
    for known in running where known.grant.terms.until <= soon && concernsMe(known) {
      let whose: TerminalText = known.grant.grantee == vault.member ? "your access" : "access"
      findings.append(
        "\(whose) to \(known.client?.text ?? "a case file") by G-\(known.grant.number) ends on \(known.grant.terms.until.localTextWithZone): casevault grant show G-\(known.grant.number)"
      )
    }
    return findings
  }

  /// Whether this member can do something about its end, or has to know.
  private func concernsMe(_ known: KnownGrant) -> Bool {
    known.isDecider || known.grant.grantee == vault.member || known.grant.given?.by == vault.member
  }

  private var keyFindings: [TerminalText] {
    var findings: [TerminalText] = []
    if due.onTheirWay > 0 {
      findings.append(
        "\(TerminalText.count(due.onTheirWay, "key is", "keys are")) on the way to you, with the next command of a colleague who has it"
      )
    }
    if due.overdue > 0 {
      findings.append(
        "\(TerminalText.count(due.overdue, "key is", "keys are")) still held by whoever lost the right to \(due.overdue == 1 ? "it" : "them"), until a colleague who may runs any command"
      )
    }
    if due.withoutReader > 0 {
      // A file that a later recovery key gave up is sealed to none.
      let next: TerminalText =
        state.hasFileToRegain
        ? "a recovery officer has casevault recovery start --file CLIENT --for MEMBER"
        : "casevault conflict list, casevault member supervise"
      findings.append(
        "\(TerminalText.count(due.withoutReader, "case file has", "case files have")) nobody left who may open \(due.withoutReader == 1 ? "it" : "them"): \(next)"
      )
    }
    return findings
  }

  private var secretsAreLocked: Bool {
    if case .refused = Sodium.memoryLocking { false } else { true }
  }

  /// A grant that ends within so many days is worth a line.
  private static let endingSoonDays: Int64 = 3
}
