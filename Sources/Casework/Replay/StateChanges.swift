// The small changes that several kinds of event share.

extension VaultState {
  mutating func admit(_ newcomer: NewMember, at moment: Moment) {
    members[newcomer.id] = Member(
      id: newcomer.id, roles: newcomer.roles, devices: [newcomer.device.id], name: newcomer.name,
      since: moment)
    devices[newcomer.device.id] = newcomer.device
    add(newcomer.compartment, file: nil)
  }

  mutating func add(_ sealed: SealedEpoch, file: CaseFileID?) {
    compartments[sealed.epoch.compartment] = Compartment(
      current: sealed.epoch, wraps: sealed.wraps, file: file)
  }

  mutating func add(_ opening: FileOpening, head: Link, at moment: Moment) {
    add(opening.compartment, file: opening.file)
    files[opening.file] = CaseFile(
      id: opening.file, client: opening.client, number: opening.number,
      compartment: opening.compartment.epoch.compartment, shelf: opening.shelf,
      record: opening.record, assigned: opening.assigned, opened: moment, head: head, length: 1)
  }

  /// Hangs one more entry on a file's history, if it names the link before it rightly.
  mutating func extend(
    _ file: CaseFileID, after: Link, with link: Link
  ) throws(Violation) {
    guard let head = files[file]?.head else { throw .unknownFile }
    guard head == after else { throw .staleLink }
    files[file]?.head = link
    files[file]?.length += 1
  }

  /// Refuses an opening that clashes with what exists, or whose holders are not those assigned.
  func check(_ opening: FileOpening, by member: MemberID) throws(Violation) {
    guard files[opening.file] == nil, compartments[opening.compartment.epoch.compartment] == nil
    else { throw .alreadyExists }
    guard opening.number == nextFileNumber, opening.compartment.epoch.epoch == 1,
      opening.compartment.epoch.kind == .file
    else { throw .outOfSequence }
    let holders = opening.compartment.wraps.map(\.holder)
    guard opening.assigned == [member], holders == opening.assigned.map({ HolderID($0) }) else {
      throw .wrongHolders
    }
  }

  /// Who ought to hold a compartment, by the log alone. Rotation and wraps confer nothing else.
  package func entitled(to compartment: CompartmentID) -> [HolderID] {
    guard let known = compartments[compartment] else { return [] }
    switch known.current.kind {
    case .file:
      return known.file.flatMap { files[$0] }?.assigned.map { HolderID($0) } ?? []
    case .member:
      return members[compartment]?.devices.map { HolderID($0) } ?? []
    case .process:
      return known.holders
    case let kind:
      return members.values.filter { $0.holds(kind) }.map { HolderID($0.id) }
    }
  }
}
