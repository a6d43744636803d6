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

  /// Supplies a grant with a note as a program would that looks at no terms, and answers what replay says.
  func forceSupply(of note: NoteID, to number: Int, noise: Bool = false) throws -> Violation? {
    do {
      _ = try journal.recording { desk in
        let grant = try #require(desk.state.grant(number))
        let given = try #require(grant.given)
        let known = try #require(desk.state.files[grant.file])
        let record = try #require(try history(of: known, in: desk.transaction)[note])
        var slot = GrantedSlot(
          envelope: note, version: record.latest.notice.version,
          slot: [1] + [UInt8](repeating: 7, count: 76))
        let epoch = try #require(desk.state.compartments[given.compartment]).current
        if !noise, desk.state.compartments[known.compartment]?.isHeld(by: member) == true {
          try keys.open(known.compartment, of: desk.state, in: desk.transaction, vault: id)
          var reslotter = try EnvelopeReslotter(
            vault: ContentHash(id), keyring: keys.keyring)
          slot = try reslotter.slot(
            for: epoch, of: try fetch(record.latest.notice, from: desk.transaction),
            as: known.compartment)
        }
        let chunk = try chunk(of: [slot], at: desk)
        let event = GrantSupplied(
          file: grant.file, grant: number, count: 1, chunk: chunk.address)
        try desk.append(
          event, storing: Commit.Parts(chunks: [chunk]), spending: try desk.permit(for: event))
      }
      return nil
    } catch let act as InadmissibleAct {
      return act.violation
    } catch let refusal as Refusal {
      return .refused(refusal.reason)
    }
  }
}
