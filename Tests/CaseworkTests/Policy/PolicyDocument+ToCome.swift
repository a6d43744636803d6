@testable import Casework

// Powers that design §7 names and nothing asks for yet: decided, and not used.

extension PolicyDocument {
  static let toComeOfFile: [Power] = [
    .recordConsent, .prepareDisclosure, .disclose, .makeReport, .viewRequests, .answerRequests,
    .holdFile, .setRetention, .destroyFile,
  ]
  static let toComeOfProcess: [Power] = [.prepareDisclosure, .disclose]

  static let toComeOfVault = [Power.makeReport].map { power in
    Row(words: [power.phraseAtLarge]) { _ in Act(power) }
  }

  /// Whose disclosure it was.
  static let ledger = [
    Row(words: ["theirs"]) { Act(.readLedger, on: .entry(by: $0.person)) },
    Row(words: ["their supervisee's"]) { Act(.readLedger, on: .entry(by: $0.supervisee)) },
    Row(words: ["another's"]) { Act(.readLedger, on: .entry(by: $0.colleague)) },
  ]

  static let toCome =
    toComeOfVault + file(toComeOfFile) + process(toComeOfProcess) + ledger

  static func whatIsToCome() throws -> String {
    """
    ## What nothing asks for yet

    Consents, disclosures, mandated reports, requests and retention are still to be built: **no command and no entry
    of the log asks for a power of this section.** Whose it will be is decided here all the same, so that the table is
    whole. What is recorded then decides too: consents, restrictions and holds, which policy does not see yet
    ([roadmap.md](roadmap.md)).

    A mandated report is everybody's own duty, whatever their role and however they stand to the file. Nobody approves
    one, and no conflict keeps anybody from it: the law puts the duty on a person and lets no supervisor impede it
    ([architecture.md](architecture.md)). It opens nothing. Whoever may not read the file reports what they know.

    \(try table(["May they …"], toComeOfVault))

    \(try table(["May they …", "The file is"], file(toComeOfFile)))

    Psychotherapy notes go out by their author alone. A trainee can prepare that and nobody can confirm it:

    \(try table(["May they …", "The file is", "The author is"], process(toComeOfProcess)))

    What was disclosed, and to whom, they are shown by whose disclosure it was:

    \(try table(["The disclosure was"], ledger))
    """
  }
}
