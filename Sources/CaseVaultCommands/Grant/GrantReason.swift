import CaseVault
import Casework
import System

/// Why a grant was asked for or given, for whoever may know.
struct GrantReason {
  /// Nil where it was sealed before this member had to do with the file.
  let text: String?

  /// Recorded before it is shown.
  static func of(_ number: Int, in vault: Vault, _ session: Session) throws -> GrantReason {
    try GrantRefused.wording {
      do {
        return GrantReason(
          text: try vault.reason(ofGrant: number, to: session.screen.destination))
      } catch let fault as IntegrityFault where fault.kind == .textDamaged {
        return GrantReason(text: nil)
      }
    }
  }

  var line: TerminalText {
    text.map { "because: \($0)" }
      ?? "the reason does not open for you: it was sealed to those who had to decide then, to auditors and privacy officers"
  }
}
