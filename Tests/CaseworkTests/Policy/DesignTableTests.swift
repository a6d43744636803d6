import Testing

@testable import Casework

/// The table of powers of the design, §7, transcribed, held against the roles role by role.
@Suite struct DesignTableTests {
  static let table = """
    | Power | clinician | trainee | supervisor | auditor | privacy officer | administrator |
    |---|---|---|---|---|---|---|
    | enrol, offboard, set roles (agency: two members) | | | | | with | with |
    | take a client in, open a case file | ● | ● | ● | | | |
    | assign a file | own hand-over | | ● | | | |
    | write and read in own files | ● | ●, co-signed | supervisees' | never | never | never |
    | co-sign, return | | | ● | | | |
    | ask for a grant | ● | ● | ● | | ● | |
    | give a time-limited grant on a held file | | | ● | | | |
    | record consent, release, restriction | ● | ● | ● | | ● | |
    | disclose | ● | prepares | ● | | through a grant | |
    | mandated report | ● | ● | ● | ● | ● | ● |
    | emergency access (reason, 4 h, review) | on the roster | | on the roster | | | |
    | review emergency access | | | ● | ● | ● | |
    | shown the log and the ledger | own | own | team | all | all | entries only |
    | verify | ● | ● | ● | ● | ● | ● |
    | accounting, suspension, access and amendment requests | | | | view | ● | |
    | hold, retention, destroy (two members) | | | with | | ● | with |
    """

  /// What the words of one row mean for one power: its reach, or nothing. An empty cell and “never” mean nothing.
  struct Reading: Sendable {
    let row: Int
    let power: Power
    let words: [String: Reach]

    init(_ row: Int, _ power: Power, _ words: [String: Reach]) {
      (self.row, self.power, self.words) = (row, power, words)
    }
  }

  static let readings: [Reading] = [
    Reading(0, .manageMembers, ["with": .withAnother]),
    Reading(1, .openFile, ["●": .everything]),
    Reading(2, .handOver, ["own hand-over": .assigned, "●": .assigned]),
    Reading(2, .assignFile, ["●": .supervised]),
    Reading(3, .readNotes, ownFiles), Reading(3, .writeNotes, ownFiles),
    Reading(3, .signNotes, ["●": .assigned, "supervisees'": .supervised]),
    Reading(3, .submitNotes, ["●, co-signed": .assigned]),
    Reading(4, .coSignNotes, ["●": .supervised]),
    Reading(5, .askForGrant, ["●": .everything]),
    Reading(6, .giveGrant, ["●": .supervised]),
    Reading(7, .recordConsent, ["●": .assigned]),
    Reading(8, .disclose, ["●": .assigned, "through a grant": .granted]),
    Reading(
      8, .prepareDisclosure,
      ["●": .assigned, "prepares": .assigned, "through a grant": .granted]),
    Reading(9, .makeReport, ["●": .everything]),
    Reading(10, .openEmergency, ["on the roster": .onDuty]),
    Reading(11, .reviewEmergency, ["●": .everything]),
    Reading(
      12, .readLog,
      ["own": .own, "team": .supervised, "all": .everything, "entries only": .everything]),
    Reading(12, .readLedger, ["own": .own, "team": .supervised, "all": .everything]),
    Reading(13, .verify, ["●": .everything]),
    Reading(14, .viewRequests, ["view": .everything, "●": .everything]),
    Reading(14, .answerRequests, ["●": .everything]),
    Reading(15, .holdFile, together), Reading(15, .setRetention, together),
    Reading(15, .destroyFile, together),
  ]

  private static let ownFiles: [String: Reach] = [
    "●": .assigned, "●, co-signed": .assigned, "supervisees'": .supervised,
  ]
  private static let together: [String: Reach] = ["with": .withAnother, "●": .everything]

  /// Where a role has another reach than the words of its row say, with the reason.
  static let departures: [String: Reach] = [
    // Row 8 gives a privacy officer what a grant opens, and a grant that opens nothing would be none.
    "read-notes, privacy-officer": .granted,
    // What a supervisor does in files, they do in those of whom they supervise as well.
    "record-consent, supervisor": .supervised, "prepare-disclosure, supervisor": .supervised,
    "disclose, supervisor": .supervised,
    // Recording opens nothing, and a privacy officer is assigned to no file.
    "record-consent, privacy-officer": .everything,
  ]

  /// Powers that the design's table does not have, each for what the design says elsewhere or is silent about.
  static let beside: Set<Power> = [
    .takePart, .restore, .raiseRules, .renameClient, .listFiles, .searchFiles, .endGrant,
    .setRoster, .endEmergency, .declareConflict, .clearConflict, .readReasons, .reviewAccess,
    .attestAccess, .issueCheckpoint, .backUp, .recover,
  ]

  @Test func `each role has what the design gives it, and no more`() {
    let cells = Self.table.tableCells
    #expect(cells[0].dropFirst() == Role.all.map(\.title)[...])
    for reading in Self.readings {
      for (role, word) in zip(Role.all, cells[reading.row + 2].dropFirst()) {
        let place = "\(reading.power.code), \(role.code)"
        #expect(
          role.powers[reading.power] == Self.departures[place] ?? reading.words[word], "\(place)")
      }
    }
  }

  @Test func `each row of the design has powers, each power a row or a place beside them`() {
    let cells = Self.table.tableCells
    #expect(Set(Self.readings.map(\.row)) == Set(0..<cells.count - 2))
    #expect(Set(Self.readings.map(\.power)).isDisjoint(with: Self.beside))
    #expect(Set(Self.readings.map(\.power)).union(Self.beside) == Set(Power.all))
  }

  @Test func `every word of the design means something, and every departure is one`() throws {
    let cells = Self.table.tableCells
    for (row, words) in cells.dropFirst(2).enumerated() {
      let known = Set(Self.readings.filter { $0.row == row }.flatMap { $0.words.keys })
      #expect(Set(words.dropFirst()).subtracting(["", "never"]) == known, "\(words[0])")
    }
    for (place, reach) in Self.departures {
      let reading = try #require(Self.readings.first { place.hasPrefix($0.power.code + ", ") })
      let column = try #require(Role.all.firstIndex { place.hasSuffix(", " + $0.code) })
      #expect(reading.words[cells[reading.row + 2][column + 1]] != reach, "\(place)")
    }
  }
}
