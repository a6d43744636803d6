import ArgumentParser
import CaseVault
import Casework
import Keyring
import SQLiteStorage
import System

/// `casevault vault accept`: moves this device over to a vault that went on from an older copy.
struct VaultAccept: PlainCommand {
  static let synopsis = "casevault vault accept"
  static let configuration = CommandConfiguration(
    commandName: "accept", abstract: "Accept that the vault was restored from an older copy.",
    usage: synopsis,
    discussion: "What this device had verified beyond that copy is given up. Its log has to say so."
  )

  @OptionGroup var options: GlobalOptions

  func answer(in session: Session) throws -> Answer {
    let folder = try session.vaultFolder()
    let storage = try SQLiteStorage.open(at: folder.string)
    let id = try storage.reading { try $0.identity().vaultID }
    let identity = try session.key.open()
    let memory = FolderMemory(
      session.places.memory(
        ofVault: id.hexadecimal, device: identity.publicKeys.id.hexadecimal))
    var accepted: Loss?
    let bar = SharedBar("Verifying", in: session.environment)
    defer { bar.finish() }
    let vault = try Vault.accept(
      storage, with: identity, memory: memory, in: .ofThisMachine, progress: { bar.show($0) }
    ) { loss in
      bar.finish()
      accepted = loss
      // A restored log has entries of its own behind the point up to which both agree, so this is the least.
      let known = TerminalText.count(Int(clamping: loss.pinned), "entry", "entries")
      let question: TerminalText = """
        This device has verified \(known), and the restored vault has \(loss.found).\(Self.given(back: loss))
        Go on with the one at \(folder), and give up what it lacks?
        """
      guard try session.questions.confirm(question) else {
        throw NotConfirmed()
      }
    }
    defer { vault.close() }
    let state = try vault.state
    let entries = TerminalText.count(Int(state.size), "entry", "entries")
    var result = JSONObject([
      ("entries", .integer(Int64(state.size))), ("generation", .integer(Int64(state.generation))),
    ])
    guard let accepted else {
      return Answer(
        result, "there was nothing to accept: this device follows the vault already, \(entries)")
    }
    let words = try TakingWords(in: vault)
    result.append("remembered", .bool(accepted.givenBack != nil))
    result.append("byHand", words.facts(byHand: accepted.givenBack ?? []))
    let follows: TerminalText =
      "this device follows the vault now: generation \(state.generation), \(entries)"
    return Answer(
      result,
      ([follows] + Self.told(accepted, words)).joined(separator: "\n\n"))
  }

  private static func given(back loss: Loss) -> TerminalText {
    guard let count = loss.givenBack?.count, count > 0 else { return "" }
    let rights: TerminalText = count == 1 ? "1 thing" : "\(TerminalText.grouped(count)) things"
    return
      "\nThere \(rights) that this device remembers as taken away would be as before; they are listed then."
  }

  /// Whoever restored it may have remembered less, or said less.
  private static func told(_ loss: Loss, _ words: TakingWords) -> [TerminalText] {
    guard let back = loss.givenBack else { return [.forgottenTakings] }
    guard !back.isEmpty else { return [] }
    return [
      "This device remembers as taken away what runs there, and what no restoring takes away:\n\(words.lines(byHand: back))"
    ]
  }
}
