import ArgumentParser
import CaseVault
import Casework
import System

/// One command: a file of its own, which parses, makes one call and says what came of it.
protocol Command: ParsableCommand {
  /// How the command is written, for help and for whoever left something out.
  static var synopsis: String { get }
  var options: GlobalOptions { get }
}

extension Command {
  var session: Session { get throws { try Session(options, synopsis: Self.synopsis) } }
}

/// A command that needs no open vault.
protocol PlainCommand: Command {
  func answer(in session: Session) throws -> Answer
}

extension PlainCommand {
  func run() throws {
    let session = try session
    let answer = try answer(in: session)
    try session.screen.show(answer) { _, _ in throw UnrecordedWords() }
    if let fault = answer.fault { throw fault }
  }
}

/// A command that works in an open vault.
protocol VaultCommand: Command {
  /// The first argument that was left out, if it has to be there. Looked at before the vault is opened
  /// where nobody can be asked for it.
  var missing: TerminalText? { get }
  func answer(in vault: Vault, _ session: Session) throws -> Answer
  /// Whether the answer itself tells of emergencies that wait for a review.
  var tellsOfEmergencies: Bool { get }
}

extension VaultCommand {
  var tellsOfEmergencies: Bool { false }

  var missing: TerminalText? { nil }

  func run() throws { try runInVault() }

  /// With the member's key, as nearly every command runs.
  func runInVault() throws {
    let session = try session
    if let missing, !session.questions.canAsk { throw session.questions.missing(missing) }
    let vault = try session.openVault()
    defer { vault.close() }
    // Also beside an error: what does not open may be why.
    defer {
      for line in (try? SpoiltRotationWords(foundIn: vault).warnings) ?? [] {
        session.screen.warn(line)
      }
    }
    let answer = try vault.tellingDamage { try answered(in: vault, session) }
    try session.screen.show(answer) { bytes, destination in
      _ = try vault.recordExport(of: bytes, to: destination)
    }
    if !tellsOfEmergencies {
      for line in (try? EmergencyNotice(in: vault).lines) ?? [] { session.screen.warn(line) }
    }
    if let fault = answer.fault { throw fault }
  }
}

extension VaultCommand {
  /// Whoever is refused for want of access learns how to ask for it, and hints name what was typed.
  private func answered(in vault: Vault, _ session: Session) throws -> Answer {
    do {
      return try answer(in: vault, session)
    } catch let refusal as Refusal {
      throw TypedWords(of: self).filling(AccessRefused.telling(refusal, in: vault))
    } catch {
      throw TypedWords(of: self).filling(error)
    }
  }
}

/// Words of a case file in an answer that no log could record: a fault of this program.
struct UnrecordedWords: Error {}
