import AuditLog
import Casework
import Keyring
import Sodium
import Testing

@testable import CaseVault

extension Vault {
  /// Gives a grant as a program would that checks nothing, and answers what replay says of it.
  func forceGrant(
    on file: CaseFileID, to grantee: MemberID, terms: GrantTerms
  ) throws -> Violation? {
    do {
      _ = try journal.recording { desk in
        let known = try #require(desk.state.files[file])
        let holder = try #require(desk.state.compartments[grantee]).current
        let drawn = try keys.keyring.drawWrapped(.grant, for: [holder], in: id)
        try keys.open(known.compartment, of: desk.state, in: desk.transaction, vault: id)
        let sealed = try seal(reason: "x", to: [grantee], at: desk)
        let chunk = try chunk(of: [], at: desk)
        let event = GrantGiven(
          file: file, grant: desk.state.grants.count + 1, to: grantee, terms: terms,
          reason: sealed.notice, compartment: drawn.sealed, count: 0, chunk: chunk.address)
        try desk.append(
          event,
          storing: Commit.Parts(
            chunks: [chunk], envelopes: [sealed.stored], wraps: drawn.wraps),
          spending: try desk.permit(for: event))
      }
      return nil
    } catch let act as InadmissibleAct {
      return act.violation
    } catch let refusal as Refusal {
      return .refused(refusal.reason)
    }
  }
}
