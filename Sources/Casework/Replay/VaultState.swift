/// What the log says, up to one position: the fold of every entry so far.
///
/// Every device that reads the same entries arrives at the same value. Tables in the database are
/// caches of it and are never believed.
package struct VaultState: Sendable, Equatable {
  /// The number of entries taken in, and so the position of the next one.
  package var size: UInt64 = 0
  package var preset: Preset?
  /// Which rules are in force. A program that meets a higher version stops; it never skips.
  package var rules = 0
  package var generation: UInt32 = 1
  /// How many members a two-person act takes.
  package var quorum = 1
  package var members: [MemberID: Member] = [:]
  package var devices: [DeviceID: Device] = [:]
  package var compartments = ArchivedTable<Compartment>()
  /// The one compartment of each of these kinds.
  package var vaultCompartment: CompartmentID?
  package var oversight: CompartmentID?
  package var registry: CompartmentID?
  /// Add one with `place`, so that its shelves are known as well.
  package internal(set) var files = ArchivedTable<CaseFile>()
  /// Which case file each shelf belongs to; follows from `files`.
  var shelves = Shelves()
  /// Compartments whose holders are not those who are entitled to them: somebody waits for a key, or has one
  /// that is no longer theirs. Follows from the rest; kept, so that nobody has to look at every file.
  package internal(set) var unsettled: Set<CompartmentID> = []
  /// Compartments whose key lies on a device that was revoked, and is to be exchanged.
  package internal(set) var exposed: Set<CompartmentID> = []
  /// Notes that wait for a co-signature, by what their authors say; whether they are there, the file's
  /// history tells.
  package internal(set) var submissions: [SubmittedNote: Submission] = [:]
  /// Every request and grant, by its number from 1.
  package internal(set) var grants: [Grant] = []
  /// The numbers of those that run, by grantee; follows from `grants`.
  var runningGrants: [MemberID: [Int]] = [:]
  /// Who is on duty, in the order of their ids, and the compartment that is sealed to them.
  package internal(set) var roster: [MemberID] = []
  package internal(set) var emergency: CompartmentID?
  /// Every emergency, by its number from 1.
  package internal(set) var emergencies: [Emergency] = []
  /// The numbers of those that are open, by opener; follows from `emergencies`.
  var openEmergencies: [MemberID: [Int]] = [:]
  package var proposals: [UInt64: Proposal] = [:]
  /// The latest of those that were taken back or declined, in their order: an older copy has them wait again.
  package internal(set) var withdrawn: [Link] = []
  /// How keys that were lost are replaced; nil where nothing is set up.
  package internal(set) var recovery: RecoveryState?
  /// The latest recovery of each member.
  package internal(set) var recoveries: [MemberID: MemberRecovery] = [:]
  /// The latest time that each case file was regained.
  package internal(set) var regained: [CaseFileID: RegainedFile] = [:]
  package var checkpointKey: ContentHash?
  /// The envelope that its seed lies in.
  package var checkpointSeed: EnvelopeNotice?
  /// Those before it, the first one first.
  package internal(set) var earlierCheckpointKeys: [EarlierCheckpointKey] = []
  package var latestCheckpoint: IssuedCheckpoint?
  /// When somebody last looked at who holds what, of everybody.
  package internal(set) var latestAttestation: AccessAttestation?
  /// The latest time that any entry claimed since a clock last stepped back.
  package var latestClaim: Moment?
  /// Entries whose claimed time was earlier than one before them by more than the tolerance.
  package var stepsBack: [UInt64] = []
  /// Acceptable entries without effect, because their signer lacked the power or they made no sense.
  package var violations: [RecordedViolation] = []

  package init() {}

  /// The highest rules version that this program can judge by.
  package static let knownRules = 1
  /// More entries than this have no number in strict JSON.
  static let maximumSize = UInt64(StrictJSON.maximumInteger)
  /// A clock may run this far behind another before it is flagged.
  package static let clockTolerance = TimeSpan(milliseconds: 5 * 60 * 1000)

  package var vaultEpoch: UInt32? {
    vaultCompartment.flatMap { compartments[$0]?.current.epoch }
  }

  /// Who uses this device; nil for one that the log does not know.
  package func member(using device: DeviceID) -> Member? {
    devices[device].flatMap { members[$0.member] }
  }

  // Asked by another target, these tables' generic code would ask the runtime for their types each time.

  /// The compartment of this id.
  package func compartment(_ id: CompartmentID) -> Compartment? { compartments[id] }

  /// The case file of this id.
  package func file(_ id: CaseFileID) -> CaseFile? { files[id] }

  /// One of `parts` shares of the case files that a power of this member's reaches.
  package func files(
    reachedBy power: Power, of member: MemberID, at moment: Moment?, part: Int = 0,
    of parts: Int = 1
  ) -> [CaseFile] {
    files.values(part: part, of: parts).filter {
      Policy.allows(power, on: $0, to: member, in: self, at: moment)
    }
  }

  /// The case file that keeps envelopes on this shelf.
  package func file(onShelf shelf: Int64) -> CaseFile? {
    shelves[shelf, in: files]
  }

  /// Takes a new file in, with its shelves.
  mutating func place(_ file: consuming CaseFile) {
    let id = file.id
    shelves.place(file.shelf, of: id)
    for shelf in file.processShelves.values { shelves.place(shelf, of: id) }
    files[id] = file
  }

  /// Takes a file out again that was placed by an entry that then made no sense.
  mutating func displace(_ file: CaseFileID) {
    guard let known = files.removeValue(forKey: file) else { return }
    shelves.clear(known.shelf)
    for shelf in known.processShelves.values { shelves.clear(shelf) }
  }

  /// Gives an author a shelf for psychotherapy notes in a file.
  mutating func place(
    process compartment: CompartmentID, of author: MemberID, on shelf: Int64, in file: CaseFileID
  ) {
    files[file]?.processes[author] = compartment
    files[file]?.processShelves[author] = shelf
    shelves.place(shelf, of: file)
  }

  package var nextFileNumber: Int { files.count + 1 }
}

/// One person or an agency (design §7).
package enum Preset: UInt8, Sendable {
  case solo = 1
  case agency = 2

  package var code: String { self == .solo ? "solo" : "agency" }
}

/// A compartment as the log knows it.
package struct Compartment: Sendable, Equatable {
  package var current: CompartmentEpoch
  package var wraps: [WrapNotice]
  /// The case file that it belongs to, for the kinds file and process.
  package var file: CaseFileID?
  /// Commitments of the epochs before the current one.
  package var earlier: [UInt32: ContentHash] = [:]
  /// The entries that rotated it, in their order, for the kinds that do not chain: each names what it replaced.
  package var rotations: [UInt64] = []

  package var holders: [HolderID] { wraps.map(\.holder) }

  /// Each epoch's commitment by its number: that in force, and those before it.
  package var commitments: [UInt32: ContentHash] {
    earlier.merging([current.epoch: current.commitment]) { $1 }
  }

  /// Whether a wrap of the epoch in force is this member's.
  package func isHeld(by member: MemberID) -> Bool {
    let holder = HolderID(member)
    return wraps.contains { $0.holder == holder }
  }
}

/// What is kept on one client, couple, family or group, as the log knows it.
package struct CaseFile: Sendable, Equatable {
  package let id: CaseFileID
  package let client: ClientID
  /// 17 in C-17; counted up by the log.
  package let number: Int
  package let compartment: CompartmentID
  package let shelf: Int64
  package var record: EnvelopeNotice
  package var assigned: [MemberID]
  /// Who is kept from the file, whatever else would let them in.
  package var conflicts: [Conflict] = []
  /// The numbers of grants on it that run.
  package var grants: [Int] = []
  /// Each author's compartment for psychotherapy notes in this file.
  package var processes: [MemberID: CompartmentID] = [:]
  package var processShelves: [MemberID: Int64] = [:]
  package let opened: Moment
  /// The last entry that changed what the file holds; the file's history hangs on it.
  package var head: Link
  /// How many links the history has.
  package var length: Int
  /// How many versions of envelopes the log names in this file, on all its shelves: what whoever reads
  /// a shelf has to find there, if nothing was taken away.
  package var stored: Int
}

/// A note and who says that it is theirs: two may say so, and only the file's history knows who is right.
package struct SubmittedNote: Hashable, Sendable {
  package let note: NoteID
  package let author: MemberID
}

/// How a note waits that its author has submitted for a co-signature, or that was given back to them.
package struct Submission: Sendable, Equatable {
  package let file: CaseFileID
  package let version: UInt32
  /// Of the envelope that the author signed.
  package let hash: ContentHash
  /// Since when it waits: for a supervisor, or for its author.
  package let at: Moment
  package let isReturned: Bool
}

extension VaultState {
  /// Whoever goes on with a note has not submitted it any more.
  mutating func takeBack(_ note: NoteID, by member: MemberID) {
    submissions[SubmittedNote(note: note, author: member)] = nil
  }
}

/// Why a member is kept from a case file: a tie to the client besides the work (NASW Code of Ethics 1.06).
package struct Conflict: Sendable, Equatable {
  package let member: MemberID
  package let declaredBy: MemberID
  package let at: Moment
  /// What was said of it, sealed to oversight.
  package let reason: EnvelopeNotice?
}

extension CaseFile {
  package func hasConflict(with member: MemberID) -> Bool {
    conflicts.contains { $0.member == member }
  }
}

/// An act that waits for a second member.
package struct Proposal: Sendable {
  package let link: Link
  package let by: MemberID
  package let at: Moment
  package let content: any ProposableContent
  /// What it would close for good, as things stood where it was proposed.
  package let closes: [CompartmentID]
}

extension Proposal: Equatable {
  package static func == (left: Proposal, right: Proposal) -> Bool {
    left.link == right.link && left.closes == right.closes
  }
}

/// The latest checkpoint that the log speaks of: how far it reaches, and when it was made.
package struct IssuedCheckpoint: Sendable, Equatable {
  package let size: UInt64
  package let at: Moment
}

/// Why an acceptable entry had no effect, and where it stands.
package struct RecordedViolation: Sendable, Equatable {
  package let sequence: UInt64
  package let violation: Violation
}
