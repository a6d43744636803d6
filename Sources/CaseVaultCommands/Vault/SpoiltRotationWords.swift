import CaseVault
import Casework
import System

/// What is said of a rotation that did not carry on what it renewed: beside the answer of the command that finds
/// it, and in the status for as long as there is something to do, or to know.
struct SpoiltRotationWords {
  private let found: [SpoiltRotation]
  private let state: VaultState
  private let names: [MemberID: String]

  /// Of those that this device knows of.
  init(knownIn vault: Vault) throws { try self.init(vault.spoiltRotations(), in: vault) }

  /// Of those that the open vault came upon itself.
  init(foundIn vault: Vault) throws { try self.init(vault.done.spoilt, in: vault) }

  private init(_ found: [SpoiltRotation], in vault: Vault) throws {
    self.init(
      found, in: try vault.state, naming: try found.isEmpty ? [:] : vault.members().names)
  }

  init(_ found: [SpoiltRotation], in state: VaultState, naming names: [MemberID: String]) {
    (self.found, self.state, self.names) = (found, state, names)
  }

  var lines: [TerminalText] { found.map { "\(what($0)); \(next($0))" } }

  var warnings: [TerminalText] { lines.map { "casevault: warning: \($0)" } }

  var json: JSONValue {
    .array(
      found.map { one in
        var result = JSONObject([
          ("entry", .integer(Int64(clamping: one.sequence))),
          ("by", .string(one.member.hexadecimal)),
        ])
        result.append("name", ifPresent: names[one.member].map { .string($0) })
        result.append("client", ifPresent: client(one).map { .string($0) })
        result.append("closed", .integer(Int64(one.closed)))
        result.append("restored", .integer(Int64(one.restored)))
        result.append("kept", .bool(!one.keptNothing))
        if one.isKeptMissing { result.append("missing", .bool(true)) }
        result.append("found", .string(one.found.text))
        return .object(result)
      })
  }

  private func what(_ one: SpoiltRotation) -> TerminalText {
    if one.closed == 0, one.isKeptMissing {
      return "what the new key of \(place(one)) in entry \(one.sequence) kept is missing"
    }
    let name = names[one.member].map { "\($0)" as TerminalText } ?? "somebody"
    let key: TerminalText = "the new key of \(place(one)) in entry \(one.sequence), by \(name),"
    guard one.closed > 0 else { return "\(key) kept something else than it replaced" }
    return "\(key) left \(TerminalText.count(one.closed, "text", "texts")) that it does not open"
  }

  private func next(_ one: SpoiltRotation) -> TerminalText {
    let show: TerminalText = "casevault audit show \(one.sequence)"
    let left = one.closed - one.restored
    if one.closed == 0, one.isKeptMissing {
      return "everything opens all the same; find out what else is: casevault audit verify"
    }
    if one.closed == 0 {
      return "everything opens all the same; ask why: \(show)"
    }
    if left == 0 {
      return
        "\(one.closed == 1 ? "it was" : "they were") sealed anew from what was kept, and nothing is lost; ask why: \(show)"
    }
    let rest: TerminalText =
      "only a backup from before that entry opens \(left == one.closed ? "" : "\(left) of ")\(one.closed == 1 ? "it" : "them"): keep it, and ask why: \(show)"
    if one.isKeptMissing { return "what was kept is missing, and \(rest)" }
    guard !one.keptNothing, one.restored == 0 else { return rest }
    return "the next command of whoever works there seals anew what was kept; if it stays, \(rest)"
  }

  private func client(_ one: SpoiltRotation) -> String? {
    state.compartment(one.compartment)?.file.flatMap { state.file($0) }.map { "C-\($0.number)" }
  }

  private func place(_ one: SpoiltRotation) -> TerminalText {
    client(one).map { "\($0)" } ?? "the list of clients"
  }
}
