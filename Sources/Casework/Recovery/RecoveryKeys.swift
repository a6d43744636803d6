/// One recovery key as an entry names it: its public facts, and among whom it was divided.
package struct RecoveryKey: Sendable, Hashable {
  package let epoch: CompartmentEpoch
  /// In the order of their pieces; nobody where it stands on sheets.
  package let officers: [MemberID]
  package let quorum: Int

  package init(epoch: CompartmentEpoch, officers: [MemberID], quorum: Int) {
    (self.epoch, self.officers, self.quorum) = (epoch, officers, quorum)
  }

  init(from fields: inout JSONFields) throws(UnexpectedJSON) {
    epoch = try fields.nested("key") { (fields) throws(UnexpectedJSON) in
      try CompartmentEpoch(from: &fields)
    }
    officers = try fields.list("officers") { (fields) throws(UnexpectedJSON) in
      try fields.identifier("member")
    }
    quorum = try fields.count("quorum")
  }

  func write(to object: inout JSONObject) {
    object.append(nested: "key") { epoch.write(to: &$0) }
    object.append(list: "officers", officers) { $1.append("member", $0) }
    object.append(count: "quorum", quorum)
  }

  package var id: CompartmentID { epoch.compartment }

  /// How it is divided; two sheets, both of which it takes, where there are no officers.
  package var shares: RecoveryShares? {
    officers.isEmpty
      ? quorum == 2 ? RecoveryShares(count: 2, quorum: 2) : nil
      : RecoveryShares(count: officers.count, quorum: quorum)
  }

  /// An officer's place in the list.
  package func place(of member: MemberID) -> Int? { officers.firstIndex(of: member) }
}

/// Both keys, with what verifies the signature that uses them.
package struct RecoveryKeys: Sendable, Hashable {
  package let main: RecoveryKey
  /// Of psychotherapy notes; nil where one key does for all, as on sheets.
  package let process: RecoveryKey?
  /// Ed25519, of the main key: verifies `member.recovered` and nothing else.
  package let signingKey: ContentHash

  package init(main: RecoveryKey, process: RecoveryKey?, signingKey: ContentHash) {
    (self.main, self.process, self.signingKey) = (main, process, signingKey)
  }

  init(from fields: inout JSONFields) throws(UnexpectedJSON) {
    main = try fields.nested("main") { (fields) throws(UnexpectedJSON) in
      try RecoveryKey(from: &fields)
    }
    process =
      fields.isNext("process")
      ? try fields.nested("process") { (fields) throws(UnexpectedJSON) in
        try RecoveryKey(from: &fields)
      } : nil
    signingKey = try fields.hash("sign")
  }

  func write(to object: inout JSONObject) {
    object.append(nested: "main") { main.write(to: &$0) }
    if let process { object.append(nested: "process") { process.write(to: &$0) } }
    object.append("sign", signingKey)
  }

  package var all: [RecoveryKey] { [main] + [process].compactMap(\.self) }

  package subscript(purpose: RecoveryPurpose) -> RecoveryKey? {
    purpose == .main ? main : process
  }

  var publicKeys: NamedPublicKeys {
    NamedPublicKeys(signing: [signingKey], box: all.map(\.epoch.publicKey))
  }

  /// Every piece that these keys are divided into, in the order of a chunk.
  package var pieces: [RecoveryPlace] {
    RecoveryPurpose.allCases.flatMap { purpose in
      self[purpose]?.shares?.pieces(of: purpose) ?? []
    }
  }
}

/// What is kept so that a key that was lost can be replaced.
package struct RecoveryState: Sendable, Equatable {
  package var keys: RecoveryKeys
  /// The chunks with the sealed pieces of each key: a use renews only the key that it used.
  package var chunks: [RecoveryPurpose: ContentHash]
  package let by: MemberID
  package let at: Moment
  /// The places of officers, or sheets, whose pieces were tried since.
  package var rehearsed: Set<UInt8> = []
  /// Why a new key is due; nil while the officers are as they were.
  package var isStale = false
  /// Recoveries under way, by their entry's number.
  package var starts: [UInt64: RecoveryStart] = [:]
  /// The latest of each member's that is over and gave them no key; until another is begun.
  package var ended: [MemberID: EndedRecovery] = [:]

  package var isOnSheets: Bool { keys.main.officers.isEmpty }

  /// Whether even an officer who loses their key can be recovered: without all of these nobody can be.
  package func takesEverybody(for purpose: RecoveryPurpose) -> Bool {
    keys[purpose].map { !$0.officers.isEmpty && $0.quorum == $0.officers.count } ?? false
  }
}

/// A recovery that an officer began and nobody has finished.
package struct RecoveryStart: Sendable, Equatable {
  package let link: Link
  package let by: MemberID
  package let at: Moment
  package let member: MemberID
  package let aim: RecoveryAim
  package let purposes: [RecoveryPurpose]
  package let reason: EnvelopeNotice
  /// Each contributor's chunk.
  package var contributions: [MemberID: ContentHash] = [:]

  /// One that is not finished within this time lapses.
  package static let lapsesAfter = TimeSpan(milliseconds: 7 * 24 * 3600 * 1000)

  package func hasLapsed(at moment: Moment) -> Bool {
    moment > at.adding(Self.lapsesAfter)
  }

  /// The pieces that an officer can contribute: of every set that they are in together with who finishes,
  /// and not with whose key is recovered.
  package func pieces(of officer: MemberID, in keys: RecoveryKeys) -> [RecoveryPlace] {
    purposes.flatMap { purpose -> [RecoveryPlace] in
      guard let key = keys[purpose], let shares = key.shares, let own = key.place(of: officer),
        let finisher = key.place(of: by)
      else { return [] }
      let affected = key.place(of: member)
      return shares.pieces(of: purpose).filter { piece in
        let members = RecoveryShares.places(in: piece.set)
        return Int(piece.holder) == own && members.contains(finisher)
          && !(affected.map(members.contains) ?? false)
      }
    }
  }
}

/// A recovery that was begun and is over without a new key, and by which entry.
package struct EndedRecovery: Sendable, Equatable {
  /// The number that it had.
  package let number: UInt64
  package let by: MemberID
  package let member: MemberID
  /// The case file that it would have given the member; nil where it was about their key.
  package let file: CaseFileID?
  package let entry: UInt64
  package let at: Moment
  /// Somebody wanted it so; otherwise it ended with what happened to a key.
  package let isStopped: Bool
}

extension RecoveryState {
  mutating func end(_ start: RecoveryStart, as entry: EntryFacts, isStopped: Bool = false) {
    starts[start.link.sequence] = nil
    ended[start.member] = EndedRecovery(start, as: entry, isStopped: isStopped)
  }

  /// Those that ended before, and every one under way.
  func endingAll(as entry: EntryFacts) -> [MemberID: EndedRecovery] {
    ended.merging(
      startsInOrder.map { ($0.member, EndedRecovery($0, as: entry, isStopped: false)) },
      uniquingKeysWith: { $1 })
  }

  /// Those under way, the earliest first.
  package var startsInOrder: [RecoveryStart] {
    starts.values.sorted { $0.link.sequence < $1.link.sequence }
  }
}

extension EndedRecovery {
  fileprivate init(_ start: RecoveryStart, as entry: EntryFacts, isStopped: Bool) {
    self.init(
      number: start.link.sequence, by: start.by, member: start.member, file: start.aim.file,
      entry: entry.link.sequence, at: entry.at, isStopped: isStopped)
  }
}

/// That a member got a new key, and when.
package struct MemberRecovery: Sendable, Equatable {
  package let entry: UInt64
  package let at: Moment
  package let by: MemberID
  /// Whoever recovered the member drew their present key; they have not exchanged it yet.
  package var isKeyOfOthers = true
  /// Whether they are the practice's executor, and were nobody here before.
  package var isExecutor = false
}
