import Casework
import Foundation
import GRDB
import Keyring

@testable import CaseVault

/// Where verification must say that something is wrong with a row: at the entry, the part of the log, the
/// tile or the envelope that lies in it.
enum RowPlace {
  /// Whether a verdict names one of the rows that were changed.
  static func isRight(
    _ verdict: TamperedCopy.Verdict, for rows: [[DatabaseValue]], in table: String
  ) -> Bool {
    guard let place = verdict.place else { return false }
    switch (verdict.kind, place) {
    // What is looked for by its locator is known by what it opens. The vault's own wraps come first.
    case ("wrap-missing", .vault), ("wrap-changed", .vault), ("wrap-missing", .compartment):
      return table == "wrap"
    // A rotation names one digest over all slots that it renewed: the small vault's entry 13.
    case ("slots-changed", .entry(13)): return table == "envelope"
    default: return all(of: rows, in: table).contains(place)
    }
  }

  /// The places that the rows given name, in any combination: when two envelopes exchange their ids, each
  /// version stands under both.
  private static func all(of rows: [[DatabaseValue]], in table: String) -> [IntegrityFault.Place] {
    switch table {
    case "leaf": rows.compactMap { number($0[0]).map { .entry($0) } }
    case "chunk":
      rows.compactMap { bytes($0[1]).flatMap { try? ContentHash(bytes: $0) } }.map { .chunk($0) }
    case "envelope":
      rows.compactMap { bytes($0[1]).flatMap { try? EnvelopeID(bytes: $0) } }.flatMap { id in
        rows.compactMap { number($0[2]).flatMap { UInt32(exactly: $0) } }
          .map { .envelope(id, version: $0) }
      }
    case "wrap": rows.compactMap { bytes($0[0]) }.map { .row(locator: Array($0)) }
    // A vault has one head.
    case "meta": [.vault]
    default: []
    }
  }

  private static func number(_ value: DatabaseValue) -> UInt64? {
    Int64.fromDatabaseValue(value).flatMap { UInt64(exactly: $0) }
  }

  private static func bytes(_ value: DatabaseValue) -> Data? { Data.fromDatabaseValue(value) }
}
