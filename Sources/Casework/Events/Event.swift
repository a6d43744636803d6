/// What one entry of the log says happened: when, by which device, and what.
///
/// Encoded as ``StrictJSON``: `{"event":code,"at":moment,"by":kid,…}`, the content's own fields after
/// these three. The bytes are signed and stored; nothing is re-encoded to be checked.
/// Source: docs/events.md.
package struct Event: Sendable {
  /// When the signer's clock said it happened: a claim.
  package let at: Moment
  /// The device whose key signed the entry.
  package let by: DeviceID
  package let content: any EventContent

  package init(at: Moment, by: DeviceID, content: any EventContent) {
    self.at = at
    self.by = by
    self.content = content
  }

  /// The one encoding of this event. Throws when a value has none (see ``StrictJSON``).
  package func encoded() throws(InvalidJSON) -> [UInt8] {
    var object = JSONObject()
    object.append("event", .string(type(of: content).code))
    object.append("at", .string(at.text))
    object.append("by", .string(by.hexadecimal))
    content.write(to: &object)
    return try StrictJSON.write(object)
  }

  /// Reads an event, and accepts only what ``encoded()`` writes.
  package init(encoded bytes: [UInt8]) throws(MalformedEvent) {
    do {
      var fields = try JSONFields(of: try StrictJSON.parse(bytes))
      let code = try fields.string("event")
      at = try fields.moment("at")
      by = try fields.identifier("by")
      content = try EventCatalogue.content(code, from: &fields)
      try fields.finish()
    } catch let error as InvalidJSON {
      throw .notStrictJSON(error)
    } catch let error as UnexpectedJSON {
      throw .unexpected(error)
    } catch let error as MalformedEvent {
      throw error
    } catch {
      throw .unexpected(.notAnObject)
    }
  }
}

/// Why bytes are not an event. An entry with such bytes is an integrity fault, never skipped.
package enum MalformedEvent: Error, Equatable {
  case notStrictJSON(InvalidJSON)
  case unexpected(UnexpectedJSON)
  /// A kind of event that this program does not know.
  case unknownKind(String)
}

/// One kind of event: its fields, the acts that policy must allow for it, and its effect.
///
/// One file per kind, one row in ``EventCatalogue``; replay, the journal and the documentation all
/// read the same table.
package protocol EventContent: Sendable {
  /// The word that stands for this kind in the log; never reused for another meaning.
  static var code: String { get }
  init(from fields: inout JSONFields) throws(UnexpectedJSON)
  func write(to object: inout JSONObject)
  /// What the signer must have the power to do, all of it. Throws when the event speaks of what is not
  /// there.
  func acts(by signer: MemberID, in state: VaultState) throws(Violation) -> [Act]
  /// Changes the state, or throws and changes nothing.
  func apply(to state: inout VaultState, as entry: EntryFacts) throws(Violation)
  /// The chunk that has to be at hand before this event can be applied.
  var manifest: ContentHash? { get }
  /// The public keys that it brings in; nil for most.
  var publicKeys: NamedPublicKeys? { get }
  /// Itself, where it stands in a file's history. To be asked this way: whether a type conforms, Swift finds
  /// out the first time by searching all the conformances of the program.
  var inFile: (any FileEvent)? { get }
  /// Whether it takes something from somebody that an older log would give back to them. What a device
  /// remembers of a vault it keeps at once then.
  func takesAway(in state: VaultState) -> Bool
  /// Itself, where a recovery key signs it too.
  var byRecovery: (any SignedByRecovery)? { get }
}

extension EventContent {
  package var inFile: (any FileEvent)? { nil }
  package var byRecovery: (any SignedByRecovery)? { nil }
  package func takesAway(in state: VaultState) -> Bool { false }
  package var manifest: ContentHash? { nil }
  package var publicKeys: NamedPublicKeys? { nil }
}

/// What replay knows of an entry besides its event.
package struct EntryFacts: Sendable {
  package let link: Link
  package let at: Moment
  package let device: DeviceID
  package let member: MemberID
  /// What the chunk holds that ``EventContent/manifest`` names.
  package let manifest: Manifest

  package init(
    link: Link, at: Moment, device: DeviceID, member: MemberID, manifest: Manifest = Manifest()
  ) {
    self.link = link
    self.at = at
    self.device = device
    self.member = member
    self.manifest = manifest
  }
}

/// Names one entry, or one chunk of an entry, so that it cannot be exchanged for another.
package struct Link: Hashable, Sendable {
  package let sequence: UInt64
  /// The leaf hash of the entry, or the address of a chunk.
  package let hash: ContentHash

  package init(sequence: UInt64, hash: ContentHash) {
    self.sequence = sequence
    self.hash = hash
  }
}
