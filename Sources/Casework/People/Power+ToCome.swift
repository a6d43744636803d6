/// Powers of what is still to be built: design §7 says whose they are, so the table of roles is whole, and no
/// event and no command asks for one yet. A test holds that; what asks for one is moved out of here.
extension Power {
  /// Consents and releases, their withdrawal, and restrictions that a client asked for. Also under a grant and in
  /// an emergency: what a client withdraws ends at once, whoever they say it to.
  package static let recordConsent = Power(
    code: "record-consent", phrase: "record consents, releases or restrictions of this client",
    atLarge: "record consents, releases or restrictions", comesWithGrants: true,
    comesWithEmergencies: true)
  /// Choosing what goes out, to whom and on what basis: the draft that somebody with ``disclose`` confirms.
  package static let prepareDisclosure = Power(
    code: "prepare-disclosure", phrase: "prepare a disclosure from this case file",
    atLarge: "prepare disclosures", comesWithGrants: true, comesWithEmergencies: true)
  /// Letting words out of the vault. Of psychotherapy notes their author alone.
  package static let disclose = Power(
    code: "disclose", phrase: "disclose from this case file", atLarge: "disclose",
    comesWithGrants: true, comesWithEmergencies: true)
  /// Reporting abuse or a threat, as the law demands of a person and not of an office: everybody, about
  /// everybody. A conflict, which others can declare, would be a way to keep them from it.
  package static let makeReport = Power(
    code: "make-report", phrase: "make a mandated report about this client",
    atLarge: "make a mandated report", withstandsConflict: true)
  /// What left the vault, to whom and why. The log's entries, which everybody verifies, do not say it.
  package static let readLedger = Power(
    code: "read-ledger", phrase: "be shown what was disclosed")
  package static let viewRequests = Power(
    code: "view-requests", phrase: "see this client's requests", atLarge: "see clients' requests")
  /// Accounting of disclosures and its suspension, access and amendment (45 CFR 164.524, .526, .528).
  package static let answerRequests = Power(
    code: "answer-requests", phrase: "answer this client's requests",
    atLarge: "answer clients' requests")
  package static let holdFile = Power(
    code: "hold-file", phrase: "put this case file on hold or end it",
    atLarge: "put case files on hold")
  package static let setRetention = Power(
    code: "set-retention", phrase: "say how long this case file is kept",
    atLarge: "say how long case files are kept")
  package static let destroyFile = Power(
    code: "destroy-file", phrase: "destroy this case file", atLarge: "destroy case files")

  package static let toCome: [Power] = [
    .recordConsent, .prepareDisclosure, .disclose, .makeReport, .readLedger, .viewRequests,
    .answerRequests, .holdFile, .setRetention, .destroyFile,
  ]
}
