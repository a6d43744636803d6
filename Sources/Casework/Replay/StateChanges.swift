// The small changes that several kinds of event share. Each throws before it changes anything; none
// copies the state, or an entry in a large vault would cost as much as the vault is large.

extension VaultState {
  mutating func admit(_ newcomer: NewMember, at moment: Moment) {
    members[newcomer.id] = Member(
      id: newcomer.id, roles: newcomer.roles, devices: [newcomer.device.id], name: newcomer.name,
      since: moment)
    devices[newcomer.device.id] = newcomer.device
    add(newcomer.compartment, file: nil)
  }

  /// Undoes ``admit(_:at:)``.
  mutating func dismiss(_ newcomer: NewMember) {
    members[newcomer.id] = nil
    devices[newcomer.device.id] = nil
    compartments[newcomer.id] = nil
  }

  mutating func add(_ sealed: SealedEpoch, file: CaseFileID?) {
    compartments[sealed.epoch.compartment] = Compartment(
      current: sealed.epoch, wraps: sealed.wraps, file: file)
  }

  // MARK: - Case files

  /// Takes openings in, all or none. Their holders are those assigned: whoever opens.
  mutating func open(_ openings: [FileOpening], as entry: EntryFacts) throws(Violation) {
    var opened: [FileOpening] = []
    opened.reserveCapacity(openings.count)
    do throws(Violation) {
      for opening in openings {
        try check(opening, by: entry.member)
        add(opening, head: entry.link, at: entry.at)
        opened.append(opening)
      }
    } catch {
      for opening in opened { remove(opening) }
      throw error
    }
    // Whoever supervises the opener is entitled as well, and who is on duty, and the recovery key: none of them
    // has a wrap yet.
    guard let opener = members[entry.member],
      opener.isExposed || !opener.supervisors.isEmpty || !roster.isEmpty || recovery != nil
    else { return }
    for opening in opened { settle(opening.compartment.epoch.compartment, openedBy: opener) }
  }

  /// A key that was sealed to somebody whose own lies on a revoked device lies there too.
  mutating func settle(_ id: CompartmentID, openedBy opener: Member) {
    if opener.isExposed { exposed.insert(id) }
    settle(id)
  }

  private mutating func add(_ opening: FileOpening, head: Link, at moment: Moment) {
    add(opening.compartment, file: opening.file)
    place(
      CaseFile(
        id: opening.file, client: opening.client, number: opening.number,
        compartment: opening.compartment.epoch.compartment, shelf: opening.shelf,
        record: opening.record, assigned: opening.assigned, opened: moment, head: head, length: 1,
        stored: 1))
  }

  private mutating func remove(_ opening: FileOpening) {
    compartments[opening.compartment.epoch.compartment] = nil
    displace(opening.file)
  }

  /// Refuses an opening that clashes with what exists, or whose holders are not those assigned.
  private func check(_ opening: FileOpening, by member: MemberID) throws(Violation) {
    guard files[opening.file] == nil, file(onShelf: opening.shelf) == nil,
      compartments[opening.compartment.epoch.compartment] == nil
    else { throw .alreadyExists }
    guard opening.number == nextFileNumber, opening.compartment.epoch.epoch == 1,
      opening.compartment.epoch.kind == .file, opening.record.version == 1
    else { throw .outOfSequence }
    guard opening.assigned == [member], opening.compartment.isSealed(to: [HolderID(member)]) else {
      throw .wrongHolders
    }
  }

  /// Hangs one more entry on a file's history, if it names the link before it rightly, and counts the
  /// envelopes that it stores.
  mutating func extend(
    _ file: CaseFileID, after: Link, with link: Link, storing count: Int = 0
  ) throws(Violation) {
    let found: Void? = try files[file]?.extend(after: after, with: link, storing: count)
    guard found != nil else { throw .unknownFile }
  }

  /// Undoes ``extend(_:after:with:storing:)``.
  mutating func shorten(_ file: CaseFileID, to link: Link, without count: Int) {
    files[file]?.shorten(to: link, without: count)
  }

  // MARK: - Who holds what

  /// Takes wraps in, all or none.
  mutating func add(_ wraps: [AddedWrap], by maker: MemberID) throws(Violation) {
    var added: [CompartmentID] = []
    do throws(Violation) {
      for wrap in wraps {
        try check(wrap, by: maker)
        compartments[wrap.compartment]?.wraps.append(wrap.notice)
        added.append(wrap.compartment)
      }
    } catch {
      for compartment in added { compartments[compartment]?.wraps.removeLast() }
      throw error
    }
    for compartment in Set(added) { settle(compartment) }
  }

  /// Looks anew whether a compartment is held by exactly those who are entitled to it.
  mutating func settle(_ id: CompartmentID) {
    guard let compartment = compartments[id],
      exposed.contains(id) || !compartment.isSealed(to: entitled(to: id))
    else {
      unsettled.remove(id)
      return
    }
    unsettled.insert(id)
  }

  /// The same of the compartments that come with roles, where somebody's roles have changed.
  mutating func settleShared() {
    for id in sharedCompartments { settle(id) }
  }

  /// The same of every file of this member's.
  mutating func settleFiles(of member: MemberID) {
    for file in files.values where file.assigned.contains(member) {
      settle(file.compartment)
      closeGroundlessGrants(on: file.id)
    }
  }

  /// Whoever makes a wrap holds the compartment, and whoever gets it is entitled and has none yet.
  private func check(_ wrap: AddedWrap, by maker: MemberID) throws(Violation) {
    guard let compartment = compartments[wrap.compartment] else { throw .unknownCompartment }
    guard compartment.current.epoch == wrap.epoch else { throw .outOfSequence }
    guard compartment.isHeld(by: maker), isEntitled(wrap.notice.holder, to: wrap.compartment),
      !compartment.holders.contains(wrap.notice.holder)
    else { throw .wrongHolders }
  }

  /// Who ought to hold a compartment, by the log alone. Rotation and wraps confer nothing else.
  package func entitled(to compartment: CompartmentID) -> [HolderID] {
    let people = people(entitledTo: compartment)
    guard recovery != nil, let kind = compartments[compartment]?.current.kind,
      let key = recoveryKey(for: kind)
    else { return people }
    return people + [HolderID(key.id)]
  }

  /// The same without the recovery key: people, or the devices of one.
  package func people(entitledTo compartment: CompartmentID) -> [HolderID] {
    guard let known = compartments[compartment] else { return [] }
    switch known.current.kind {
    case .file:
      return known.file.flatMap { files[$0] }
        .map { readers(of: $0).map { HolderID($0) } + emergencyHolders(of: $0) } ?? []
    case .member:
      // Who has left rotates nothing: what there is stays as it is.
      return hasLeft(compartment)
        ? known.holders : members[compartment]?.devices.map { HolderID($0) } ?? []
    case .process:
      return author(of: known).map { [HolderID($0)] } ?? people(holding: compartment)
    case .grant:
      return known.holders
    case .emergency:
      // One that was given up stays as it is: nothing is sealed to it any more.
      return compartment == emergency ? emergencyKeyHolders.map { HolderID($0) } : known.holders
    case let kind:
      return members.values.filter { $0.isEntitled(to: kind) }.map { HolderID($0.id) }
    }
  }

  /// The same question about one holder, without looking at all the others.
  package func isEntitled(_ holder: HolderID, to compartment: CompartmentID) -> Bool {
    guard let known = compartments[compartment] else { return false }
    switch known.current.kind {
    case .file, .member, .process, .grant, .emergency:
      return entitled(to: compartment).contains(holder)
    case let kind:
      return members[holder.member]?.isEntitled(to: kind)
        ?? (recoveryKey(for: kind).map { HolderID($0.id) == holder } ?? false)
    }
  }

  /// Those of the entitled who look after a compartment: hand it on, and exchange it. Of a file's these are the
  /// people who work in it; who holds it for emergencies alone never exchanges what they opened, and a recovery
  /// key does nothing by itself.
  package func keepers(of compartment: CompartmentID) -> [HolderID] {
    guard let known = compartments[compartment], known.current.kind == .file else {
      return people(entitledTo: compartment)
    }
    return known.file.flatMap { files[$0] }.map { readers(of: $0).map { HolderID($0) } } ?? []
  }

  /// Whether a member looks after a compartment.
  package func isKeeper(_ member: MemberID, of compartment: CompartmentID) -> Bool {
    guard compartments[compartment]?.current.kind == .file else {
      return isEntitled(HolderID(member), to: compartment)
    }
    return keepers(of: compartment).contains(HolderID(member))
  }

  /// Whose psychotherapy notes lie under a compartment; nil for one who has left, to whom nothing more is
  /// handed.
  private func author(of process: Compartment) -> MemberID? {
    process.file.flatMap { files[$0] }?.processes
      .first { $0.value == process.current.compartment && !hasLeft($0.key) }?.key
  }
}

extension Compartment {
  /// Whether each of these has a wrap of the epoch in force, and nobody else.
  func isSealed(to holders: [HolderID]) -> Bool {
    wraps.count == holders.count && Set(wraps.map(\.holder)) == Set(holders)
  }
}

extension VaultState {
  /// The compartments that come with roles.
  package var sharedCompartments: [CompartmentID] {
    [vaultCompartment, oversight, registry].compactMap(\.self)
  }
}

extension CaseFile {
  fileprivate mutating func extend(
    after: Link, with link: Link, storing count: Int
  ) throws(Violation) {
    // A link always stands in a later entry than the one before, or a reader could go in circles.
    guard head == after, after.sequence < link.sequence else { throw .staleLink }
    head = link
    length += 1
    stored += count
  }

  fileprivate mutating func shorten(to link: Link, without count: Int) {
    head = link
    length -= 1
    stored -= count
  }
}

extension SealedEpoch {
  /// Whether there is one wrap for each of these and none for anybody else.
  func isSealed(to holders: [HolderID]) -> Bool {
    wraps.count == holders.count && Set(wraps.map(\.holder)) == Set(holders)
  }
}

extension FixedWidthInteger {
  /// Whether this is the number after `previous`. Numbers in events are hostile: the largest has none.
  func follows(_ previous: Self) -> Bool {
    let (next, overflows) = previous.addingReportingOverflow(1)
    return !overflows && self == next
  }
}
