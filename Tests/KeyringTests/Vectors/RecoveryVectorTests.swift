import Casework
import Foundation
import Sodium
import Testing

@testable import Keyring

/// The published pieces, signature and sheets, which were made in another language.
@Suite struct RecoveryVectorTests {
  private struct Contents: Decodable {
    let vault: Hex
    let key, sheetsKey: EpochVector
    let quorum: Int
    let officers: [EpochVector]
    let pieces: [Piece]
    let contributed: Contributed
    let signed: Signed
    let sheets: [Sheet]

    struct Piece: Decodable {
      let purpose, set, place: UInt8
      let piece, commitment, box: Hex

      func context(of key: CompartmentEpoch, in vault: ContentHash) throws -> RecoveryPieceContext {
        let purpose = try #require(RecoveryPurpose(rawValue: purpose))
        return RecoveryPieceContext(
          vault: vault, key: key, place: RecoveryPlace(purpose: purpose, set: set, holder: place))
      }
    }

    struct Contributed: Decodable {
      let start, box: Hex
      let set, place: UInt8
      let to: Int
    }

    struct Signed: Decodable {
      let publicKey, signature: Hex
      let statement: String
    }

    struct Sheet: Decodable {
      let number: Int
      let piece, commitment: Hex
      let words: String
    }
  }

  private func contents() throws -> Contents { try PublishedVector.read("recovery") }

  @Test func `the published pieces open for their officers, and each set of them is the key`()
    throws
  {
    let contents = try contents()
    let (vault, key) = (try contents.vault.hash(), try contents.key.facts())
    let shares = try #require(
      RecoveryShares(count: contents.officers.count, quorum: contents.quorum))
    let places = contents.pieces.map {
      RecoveryPlace(purpose: .main, set: $0.set, holder: $0.place)
    }
    #expect(places == shares.pieces(of: .main))
    for set in shares.sets {
      var assembly = try RecoveryAssembly()
      for entry in contents.pieces where entry.set == set {
        let keyring = try Keyring()
        let officer = try contents.officers[Int(entry.place)].added(to: keyring)
        let context = try entry.context(of: key, in: vault)
        var piece = try SecretBytes(zeroed: EpochSecret.length)
        try context.open(
          entry.box.bytes, by: try WrapOpener(officer, in: keyring), into: &piece)
        let opened = [UInt8](copying: piece.span)
        #expect(opened == entry.piece.bytes)
        #expect(context.commitment(to: opened.span) == (try entry.commitment.hash()))
        assembly.add(opened.span)
      }
      let keyring = try Keyring()
      try assembly.keep(in: keyring, as: key)
      #expect(keyring.holds(key))
    }
  }

  @Test func `the published contribution opens for who finishes, for its recovery alone`() throws {
    let contents = try contents()
    let given = contents.contributed
    let place = RecoveryPlace(purpose: .main, set: given.set, holder: given.place)
    let keyring = try Keyring()
    let finisher = try contents.officers[given.to].added(to: keyring)
    let opener = try WrapOpener(finisher, in: keyring)
    var piece = try SecretBytes(zeroed: EpochSecret.length)
    for start in [nil, try given.start.hash()] {
      let context = RecoveryPieceContext(
        vault: try contents.vault.hash(), key: try contents.key.facts(), place: place, start: start)
      guard start != nil else {
        #expect(throws: RecoveryPieceError.unopened) {
          try context.open(given.box.bytes, by: opener, into: &piece)
        }
        continue
      }
      try context.open(given.box.bytes, by: opener, into: &piece)
    }
    let kept = contents.pieces.first { $0.set == given.set && $0.place == given.place }
    #expect([UInt8](copying: piece.span) == kept?.piece.bytes)
  }

  @Test func `the published signature is the recovery key's`() throws {
    let contents = try contents()
    let (vault, statement) = (try contents.vault.hash(), Array(contents.signed.statement.utf8))
    let keyring = try Keyring()
    let key = try contents.key.added(to: keyring)
    let signer = try keyring.recoverySigner(of: key)
    #expect([UInt8](copying: signer.span) == contents.signed.publicKey.bytes)
    let published = RecoverySignature(contents.signed.signature.bytes)
    #expect(published.signs(statement, in: vault, by: try contents.signed.publicKey.hash()))
    #expect(try keyring.signRecovery(statement, in: vault, with: key) == published)
  }

  @Test func `the published sheets are read and written word for word, and both are the key`()
    throws
  {
    let contents = try contents()
    let (vault, key) = (try contents.vault.hash(), try contents.sheetsKey.facts())
    #expect(CompartmentID.sheets(of: vault) == key.compartment)
    var assembly = try RecoveryAssembly()
    for entry in contents.sheets {
      let typed = Array(entry.words.utf8)
      let sheet = try RecoverySheet(words: typed.span)
      #expect(sheet.number == entry.number && UInt32(sheet.epoch) == key.epoch % 128)
      let context = RecoveryPieceContext(
        vault: vault, key: key,
        place: RecoveryPlace(purpose: .main, set: 3, holder: UInt8(entry.number - 1)))
      let piece = sheet.withPiece { [UInt8](copying: $0) }
      #expect(piece == entry.piece.bytes)
      #expect(context.commitment(to: piece.span) == (try entry.commitment.hash()))
      let written = try RecoverySheet(
        number: entry.number, epoch: key.epoch, piece: piece.span
      ).words()
      #expect([UInt8](copying: written.span) == typed)
      assembly.add(piece.span)
    }
    let keyring = try Keyring()
    try assembly.keep(in: keyring, as: key)
    #expect(keyring.holds(key))
  }
}
