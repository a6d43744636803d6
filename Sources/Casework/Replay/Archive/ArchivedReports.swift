// What waits and what went wrong, as they stand in an archive.

extension Proposal {
  /// The act stands as its event does, so that a kind of act needs no second encoding.
  func archive(to archive: inout ByteWriter) throws(InvalidJSON) {
    archive.append(link)
    archive.append(by)
    archive.append(at)
    var object = JSONObject()
    content.write(asAct: &object)
    let act = try StrictJSON.write(object)
    archive.append(length: act.count)
    archive.append(act)
    archive.append(list: closes) { $1.append($0) }
  }

  init(from archive: inout ArchiveReader) throws(MalformedArchive) {
    link = try archive.link()
    by = try archive.identifier()
    at = try archive.moment()
    do {
      var fields = try JSONFields(of: try StrictJSON.parse(try archive.run()))
      content = try EventCatalogue.act(from: &fields)
      try fields.finish()
    } catch {
      throw archive.malformed
    }
    closes = try archive.list(atLeast: 16) { (archive) throws(MalformedArchive) in
      try archive.identifier()
    }
  }
}

extension Submission {
  func archive(to archive: inout ByteWriter) {
    archive.append(file)
    archive.append(version)
    archive.append(hash)
    archive.append(at)
    archive.append(isReturned ? 1 : 0 as UInt8)
  }

  init(from archive: inout ArchiveReader) throws(MalformedArchive) {
    self.init(
      file: try archive.identifier(), version: try archive.number(), hash: try archive.hash(),
      at: try archive.moment(), isReturned: try archive.flag())
  }
}

extension RecordedViolation {
  func archive(to archive: inout ByteWriter) {
    archive.append(sequence)
    archive.append(violation.number)
    if case .refused(let reason) = violation { archive.append(code: reason.rawValue) }
  }

  init(from archive: inout ArchiveReader) throws(MalformedArchive) {
    sequence = try archive.word()
    let number = try archive.byte()
    if number == 0 {
      guard let reason = Refusal.Reason(rawValue: try archive.code()) else {
        throw archive.malformed
      }
      violation = .refused(reason)
    } else {
      guard let plain = Violation.numbered[number] else { throw archive.malformed }
      violation = plain
    }
  }
}

extension Violation {
  /// Zero is followed by the reason of a refusal.
  fileprivate var number: UInt8 {
    switch self {
    case .refused: 0
    case .unknownFile: 1
    case .unknownMember: 2
    case .unknownCompartment: 3
    case .unknownNote: 4
    case .unknownProposal: 5
    case .staleLink: 6
    case .alreadyExists: 7
    case .outOfSequence: 8
    case .wrongHolders: 9
    case .notApprovable: 10
    case .misplaced: 11
    case .badManifest: 12
    case .rolesDoNotCombine: 13
    case .noteNotOpen: 14
    case .unusableKey: 15
    case .nobodyLeft: 16
    case .notInForce: 17
    case .unknownGrant: 18
    case .termsNotAllowed: 19
    case .unknownEmergency: 20
    case .unknownRecovery: 21
    case .forgedRecovery: 22
    case .tooFewOfficers: 23
    case .notSignedOver: 30
    }
  }

  fileprivate static let numbered = Dictionary(
    uniqueKeysWithValues: [
      Violation.unknownFile, .unknownMember, .unknownCompartment, .unknownNote, .unknownProposal,
      .staleLink, .alreadyExists, .outOfSequence, .wrongHolders, .notApprovable, .misplaced,
      .badManifest, .rolesDoNotCombine, .noteNotOpen, .unusableKey, .nobodyLeft,
      .notInForce, .unknownGrant, .termsNotAllowed, .unknownEmergency, .notSignedOver,
      .unknownRecovery, .forgedRecovery, .tooFewOfficers,
    ].map { ($0.number, $0) })
}
