import AuditLog
import Foundation
import Testing

/// Held to the 298 notes of Fixtures/signed-notes; see ORIGIN.md there.
struct SignedNoteVectorTests {
  struct Vector: Decodable {
    let name: String
    let source: String
    let note_b64: Data
    let vkeys: [String]
    let expect: String
    let verified: [String]

    /// What the program makes of the vector, in the vectors' own words.
    var outcome: (class: String, signers: [String]) {
      do {
        let keys = try vkeys.map { try VerifierKey($0) }
        let note = try SignedNote(parsing: [UInt8](note_b64))
        return ("ok", try note.verified(by: keys).signers.map(\.key.name.text))
      } catch {
        return (Self.class(of: error), [])
      }
    }

    private static func `class`(of error: any Error) -> String {
      switch error {
      case is MalformedVerifierKey: "badkey"
      case is MalformedNote: "malformed"
      case UntrustedNote.noKnownSigner: "unverified"
      case UntrustedNote.badSignature: "invalid"
      case UntrustedNote.ambiguousKey: "ambiguous"
      default: "\(error)"
      }
    }
  }

  let vectors: [Vector]

  init() throws {
    vectors = try JSONDecoder().decode(
      [Vector].self, from: fixture("signed-notes/vectors.json"))
  }

  @Test func `all 298 notes end in the class they should`() {
    #expect(vectors.count == 298)
    for vector in vectors {
      let outcome = vector.outcome
      // Of the types in question (ECDSA, RFC 6962, ML-DSA) none is supported here.
      let unsupported = vector.expect == "badkey-if-type-unsupported"
      #expect(outcome.class == (unsupported ? "badkey" : vector.expect), "\(vector.name)")
      #expect(outcome.signers == (unsupported ? [] : vector.verified), "\(vector.name)")
    }
  }

  @Test func `the classes are as many as the vectors' maker counted`() {
    let counts = Dictionary(grouping: vectors, by: \.outcome.class).mapValues(\.count)
    #expect(
      counts == [
        "badkey": 202, "ok": 48, "invalid": 26, "malformed": 15, "unverified": 6, "ambiguous": 1,
      ])
  }

  @Test func `every readable note is written back byte for byte`() throws {
    var read = 0
    for vector in vectors {
      guard let note = try? SignedNote(parsing: [UInt8](vector.note_b64)) else { continue }
      #expect(note.bytes == [UInt8](vector.note_b64), "\(vector.name)")
      read += 1
    }
    #expect(read == 283)  // 298 less the 15 malformed ones
  }

  @Test func `every good checkpoint among them keeps its text`() throws {
    var checkpoints = 0
    for vector in vectors where vector.expect == "ok" {
      let note = try SignedNote(parsing: [UInt8](vector.note_b64))
      guard let checkpoint = try? Checkpoint(note.text) else { continue }
      #expect(checkpoint.text == note.text, "\(vector.name)")
      checkpoints += 1
    }
    #expect(checkpoints == 43)  // the 48 good notes less four about cryptography and C2SP's example
  }

  @Test func `unsupported kinds of key are named by their number`() {
    let unsupported = vectors.filter { $0.expect == "badkey-if-type-unsupported" }
    let types = unsupported.flatMap(\.vkeys).map { text -> UInt8? in
      do {
        _ = try VerifierKey(text)
        return nil
      } catch MalformedVerifierKey.unsupportedAlgorithm(let type) {
        return type
      } catch {
        return nil
      }
    }
    #expect(types == [0x02, 0x05, 0x05, 0x06])  // C2SP signed-note, "Signature types"
  }
}
