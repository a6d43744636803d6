import Testing

@testable import Casework

/// A kind of event as a value, and beside it the line that it is, written by hand.
///
/// Every line stands in docs/events.md too; ids and hashes are one byte repeated.
struct EventExample: Sendable {
  let event: Event
  let line: String

  init(_ content: any EventContent, _ line: String) {
    event = Event(at: moment("2026-11-22T09:30:00.000Z"), by: id(0xd1), content: content)
    self.line = line
  }

  var bytes: [UInt8] { Array(line.utf8) }

  static let all = people + files + grants + emergencies + recovery

  /// What concerns members, keys and the vault as a whole.
  static let people: [EventExample] = [
    EventExample(
      VaultFounded(
        founding: Founding(
          nonce: hash(0x5e), preset: .solo,
          founders: [.init(signingKey: hash(0x11), boxKey: hash(0x12))]),
        members: [
          NewMember(
            device: Device(
              id: id(0xd1), member: id(0xa1), signingKey: hash(0x11), boxKey: hash(0x12),
              locatorKey: hash(0x13)),
            compartment: sealed(0xa1, .member, to: 0xd1, from: 0x21), roles: Role.solo,
            name: envelope(0xb1, hash: 0x24, slots: 0x25))
        ],
        compartments: [
          sealed(0xc1, .vault, to: 0xa1, from: 0x31),
          sealed(0xc2, .oversight, to: 0xa1, from: 0x34),
          sealed(0xc3, .registry, to: 0xa1, from: 0x37),
        ], checkpointKey: hash(0x41), checkpointSeed: envelope(0xb2, hash: 0x42, slots: 0x43)),
      """
      {"event":"vault.founded","at":"2026-11-22T09:30:00.000Z",\
      "by":"d1d1d1d1d1d1d1d1d1d1d1d1d1d1d1d1","rules":1,\
      "founding":"015e5e5e5e5e5e5e5e5e5e5e5e5e5e5e5e5e5e5e5e5e5e5e5e5e5e5e5e5e5e5e5e0101011111\
      1111111111111111111111111111111111111111111111111111111111111212121212121212121212121212\
      121212121212121212121212121212121212","members":[{"compartment":{"id":"a1a1a1a1a1a1a1a1a\
      1a1a1a1a1a1a1a1","kind":"member","epoch":1,\
      "commitment":"2121212121212121212121212121212121212121212121212121212121212121",\
      "key":"2222222222222222222222222222222222222222222222222222222222222222",\
      "wraps":[{"holder":"d1d1d1d1d1d1d1d1d1d1d1d1d1d1d1d1",\
      "hash":"2323232323232323232323232323232323232323232323232323232323232323"}]},\
      "device":{"kid":"d1d1d1d1d1d1d1d1d1d1d1d1d1d1d1d1",\
      "sign":"1111111111111111111111111111111111111111111111111111111111111111",\
      "box":"1212121212121212121212121212121212121212121212121212121212121212",\
      "locator":"1313131313131313131313131313131313131313131313131313131313131313"},\
      "roles":["clinician","supervisor","privacy-officer","administrator"],\
      "name":{"envelope":"b1b1b1b1b1b1b1b1b1b1b1b1b1b1b1b1","version":1,\
      "hash":"2424242424242424242424242424242424242424242424242424242424242424",\
      "slots":"2525252525252525252525252525252525252525252525252525252525252525"}}],\
      "compartments":[{"id":"c1c1c1c1c1c1c1c1c1c1c1c1c1c1c1c1","kind":"vault","epoch":1,\
      "commitment":"3131313131313131313131313131313131313131313131313131313131313131",\
      "key":"3232323232323232323232323232323232323232323232323232323232323232",\
      "wraps":[{"holder":"a1a1a1a1a1a1a1a1a1a1a1a1a1a1a1a1",\
      "hash":"3333333333333333333333333333333333333333333333333333333333333333"}]},\
      {"id":"c2c2c2c2c2c2c2c2c2c2c2c2c2c2c2c2","kind":"oversight","epoch":1,\
      "commitment":"3434343434343434343434343434343434343434343434343434343434343434",\
      "key":"3535353535353535353535353535353535353535353535353535353535353535",\
      "wraps":[{"holder":"a1a1a1a1a1a1a1a1a1a1a1a1a1a1a1a1",\
      "hash":"3636363636363636363636363636363636363636363636363636363636363636"}]},\
      {"id":"c3c3c3c3c3c3c3c3c3c3c3c3c3c3c3c3","kind":"registry","epoch":1,\
      "commitment":"3737373737373737373737373737373737373737373737373737373737373737",\
      "key":"3838383838383838383838383838383838383838383838383838383838383838",\
      "wraps":[{"holder":"a1a1a1a1a1a1a1a1a1a1a1a1a1a1a1a1",\
      "hash":"3939393939393939393939393939393939393939393939393939393939393939"}]}],\
      "checkpoint-key":"4141414141414141414141414141414141414141414141414141414141414141",\
      "checkpoint-seed":{"envelope":"b2b2b2b2b2b2b2b2b2b2b2b2b2b2b2b2","version":1,\
      "hash":"4242424242424242424242424242424242424242424242424242424242424242",\
      "slots":"4343434343434343434343434343434343434343434343434343434343434343"}}
      """),
    EventExample(
      ActProposed(MemberEnrolled(auditor)),
      """
      {"event":"act.proposed","at":"2026-11-22T09:30:00.000Z",\
      "by":"d1d1d1d1d1d1d1d1d1d1d1d1d1d1d1d1","act":{"event":"member.enrolled",\
      "member":{"compartment":{"id":"a2a2a2a2a2a2a2a2a2a2a2a2a2a2a2a2","kind":"member",\
      "epoch":1,"commitment":"2121212121212121212121212121212121212121212121212121212121212121\
      ","key":"2222222222222222222222222222222222222222222222222222222222222222",\
      "wraps":[{"holder":"d2d2d2d2d2d2d2d2d2d2d2d2d2d2d2d2",\
      "hash":"2323232323232323232323232323232323232323232323232323232323232323"}]},\
      "device":{"kid":"d2d2d2d2d2d2d2d2d2d2d2d2d2d2d2d2",\
      "sign":"1414141414141414141414141414141414141414141414141414141414141414",\
      "box":"1515151515151515151515151515151515151515151515151515151515151515",\
      "locator":"1616161616161616161616161616161616161616161616161616161616161616"},\
      "roles":["auditor"],"name":{"envelope":"b3b3b3b3b3b3b3b3b3b3b3b3b3b3b3b3","version":1,\
      "hash":"2626262626262626262626262626262626262626262626262626262626262626",\
      "slots":"2727272727272727272727272727272727272727272727272727272727272727"}}}}
      """),
    EventExample(
      ActApproved(
        proposal: link(7, 0x61),
        wraps: [AddedWrap(compartment: id(0xc1), epoch: 1, notice: wrap(for: 0xa2, hash: 0x62))]),
      """
      {"event":"act.approved","at":"2026-11-22T09:30:00.000Z",\
      "by":"d1d1d1d1d1d1d1d1d1d1d1d1d1d1d1d1","proposal":{"entry":7,\
      "hash":"6161616161616161616161616161616161616161616161616161616161616161"},\
      "wraps":[{"compartment":"c1c1c1c1c1c1c1c1c1c1c1c1c1c1c1c1","epoch":1,\
      "holder":"a2a2a2a2a2a2a2a2a2a2a2a2a2a2a2a2",\
      "hash":"6262626262626262626262626262626262626262626262626262626262626262"}]}
      """),
    EventExample(
      ProposalWithdrawn(proposal: link(7, 0x61)),
      """
      {"event":"act.withdrawn","at":"2026-11-22T09:30:00.000Z",\
      "by":"d1d1d1d1d1d1d1d1d1d1d1d1d1d1d1d1","proposal":{"entry":7,\
      "hash":"6161616161616161616161616161616161616161616161616161616161616161"}}
      """),
    EventExample(
      MemberEnrolled(auditor),
      """
      {"event":"member.enrolled","at":"2026-11-22T09:30:00.000Z",\
      "by":"d1d1d1d1d1d1d1d1d1d1d1d1d1d1d1d1","member":{"compartment":{"id":"a2a2a2a2a2a2a2a2a\
      2a2a2a2a2a2a2a2","kind":"member","epoch":1,\
      "commitment":"2121212121212121212121212121212121212121212121212121212121212121",\
      "key":"2222222222222222222222222222222222222222222222222222222222222222",\
      "wraps":[{"holder":"d2d2d2d2d2d2d2d2d2d2d2d2d2d2d2d2",\
      "hash":"2323232323232323232323232323232323232323232323232323232323232323"}]},\
      "device":{"kid":"d2d2d2d2d2d2d2d2d2d2d2d2d2d2d2d2",\
      "sign":"1414141414141414141414141414141414141414141414141414141414141414",\
      "box":"1515151515151515151515151515151515151515151515151515151515151515",\
      "locator":"1616161616161616161616161616161616161616161616161616161616161616"},\
      "roles":["auditor"],"name":{"envelope":"b3b3b3b3b3b3b3b3b3b3b3b3b3b3b3b3","version":1,\
      "hash":"2626262626262626262626262626262626262626262626262626262626262626",\
      "slots":"2727272727272727272727272727272727272727272727272727272727272727"}}}
      """),
    EventExample(
      MemberOffboarded(id(0xa2)),
      """
      {"event":"member.offboarded","at":"2026-11-22T09:30:00.000Z","by":"d1d1d1d1d1d1d1d1d1d1d1d1d1\
      d1d1d1","member":"a2a2a2a2a2a2a2a2a2a2a2a2a2a2a2a2"}
      """),
    EventExample(
      RolesSet(of: id(0xa2), from: [.trainee], to: [.clinician, .supervisor]),
      """
      {"event":"roles.set","at":"2026-11-22T09:30:00.000Z","by":"d1d1d1d1d1d1d1d1d1d1d1d1d1d1d1d1",\
      "member":"a2a2a2a2a2a2a2a2a2a2a2a2a2a2a2a2","before":["trainee"],"after":["clinician","supervisor"]}
      """),
    EventExample(
      MemberSupervised(id(0xa2), by: id(0xa4)),
      """
      {"event":"member.supervised","at":"2026-11-22T09:30:00.000Z","by":"d1d1d1d1d1d1d1d1d1d1d1d1d1\
      d1d1d1","member":"a2a2a2a2a2a2a2a2a2a2a2a2a2a2a2a2","supervisor":"a4a4a4a4a4a4a4a4a4a4a4a4a4a\
      4a4a4"}
      """),
    EventExample(
      SupervisionEnded(id(0xa2), by: id(0xa4), closing: 2),
      """
      {"event":"supervision.ended","at":"2026-11-22T09:30:00.000Z","by":"d1d1d1d1d1d1d1d1d1d1d1d1d1\
      d1d1d1","member":"a2a2a2a2a2a2a2a2a2a2a2a2a2a2a2a2","supervisor":"a4a4a4a4a4a4a4a4a4a4a4a4a4a\
      4a4a4","closes":2}
      """),
    EventExample(
      DeviceAdded(
        Device(
          id: id(0xd3), member: id(0xa1), signingKey: hash(0x17), boxKey: hash(0x18),
          locatorKey: hash(0x19)),
        wrap: AddedWrap(compartment: id(0xa1), epoch: 2, notice: wrap(for: 0xd3, hash: 0x64))),
      """
      {"event":"device.added","at":"2026-11-22T09:30:00.000Z",\
      "by":"d1d1d1d1d1d1d1d1d1d1d1d1d1d1d1d1","wrap":{"compartment":"a1a1a1a1a1a1a1a1a1a1a1a1a1\
      a1a1a1","epoch":2,"holder":"d3d3d3d3d3d3d3d3d3d3d3d3d3d3d3d3",\
      "hash":"6464646464646464646464646464646464646464646464646464646464646464"},\
      "device":{"kid":"d3d3d3d3d3d3d3d3d3d3d3d3d3d3d3d3",\
      "sign":"1717171717171717171717171717171717171717171717171717171717171717",\
      "box":"1818181818181818181818181818181818181818181818181818181818181818",\
      "locator":"1919191919191919191919191919191919191919191919191919191919191919"}}
      """),
    EventExample(
      DeviceRevoked(id(0xd3), of: id(0xa1)),
      """
      {"event":"device.revoked","at":"2026-11-22T09:30:00.000Z",\
      "by":"d1d1d1d1d1d1d1d1d1d1d1d1d1d1d1d1","member":"a1a1a1a1a1a1a1a1a1a1a1a1a1a1a1a1",\
      "device":"d3d3d3d3d3d3d3d3d3d3d3d3d3d3d3d3"}
      """),
    EventExample(
      WrapsAdded([
        AddedWrap(compartment: id(0xc2), epoch: 1, notice: wrap(for: 0xa2, hash: 0x63))
      ]),
      """
      {"event":"wraps.added","at":"2026-11-22T09:30:00.000Z",\
      "by":"d1d1d1d1d1d1d1d1d1d1d1d1d1d1d1d1","wraps":[{"compartment":"c2c2c2c2c2c2c2c2c2c2c2c\
      2c2c2c2c2","epoch":1,"holder":"a2a2a2a2a2a2a2a2a2a2a2a2a2a2a2a2",\
      "hash":"6363636363636363636363636363636363636363636363636363636363636363"}]}
      """),
    EventExample(
      CompartmentRotated(
        epoch: sealed(0xc5, .file, epoch: 2, to: 0xa1, from: 0x56),
        past: .slots(count: 3, chunk: hash(0x59), kept: hash(0x5a))),
      """
      {"event":"compartment.rotated","at":"2026-11-22T09:30:00.000Z",\
      "by":"d1d1d1d1d1d1d1d1d1d1d1d1d1d1d1d1","compartment":{"id":"c5c5c5c5c5c5c5c5c5c5c5c5c5c\
      5c5c5","kind":"file","epoch":2,"commitment":"5656565656565656565656565656565656565656565\
      656565656565656565656","key":"5757575757575757575757575757575757575757575757575757575757\
      575757","wraps":[{"holder":"a1a1a1a1a1a1a1a1a1a1a1a1a1a1a1a1",\
      "hash":"5858585858585858585858585858585858585858585858585858585858585858"}]},"count":3,\
      "chunk":"5959595959595959595959595959595959595959595959595959595959595959",\
      "kept":"5a5a5a5a5a5a5a5a5a5a5a5a5a5a5a5a5a5a5a5a5a5a5a5a5a5a5a5a5a5a5a5a"}
      """),
    EventExample(
      CompartmentRotated(
        epoch: sealed(0xc1, .vault, epoch: 2, to: 0xa1, from: 0x3a),
        past: .chained(hash(0x3d)),
        checkpoint: CheckpointHandOver(
          key: hash(0x44), seed: envelope(0xb4, hash: 0x45, slots: 0x46),
          signature: [UInt8](repeating: 0x47, count: 64))),
      """
      {"event":"compartment.rotated","at":"2026-11-22T09:30:00.000Z",\
      "by":"d1d1d1d1d1d1d1d1d1d1d1d1d1d1d1d1","compartment":{"id":"c1c1c1c1c1c1c1c1c1c1c1c1c1c\
      1c1c1","kind":"vault","epoch":2,"commitment":"3a3a3a3a3a3a3a3a3a3a3a3a3a3a3a3a3a3a3a3a3a\
      3a3a3a3a3a3a3a3a3a3a3a","key":"3b3b3b3b3b3b3b3b3b3b3b3b3b3b3b3b3b3b3b3b3b3b3b3b3b3b3b3b3\
      b3b3b3b","wraps":[{"holder":"a1a1a1a1a1a1a1a1a1a1a1a1a1a1a1a1",\
      "hash":"3c3c3c3c3c3c3c3c3c3c3c3c3c3c3c3c3c3c3c3c3c3c3c3c3c3c3c3c3c3c3c3c"}]},\
      "chain":"3d3d3d3d3d3d3d3d3d3d3d3d3d3d3d3d3d3d3d3d3d3d3d3d3d3d3d3d3d3d3d3d",\
      "checkpoint":{"key":"4444444444444444444444444444444444444444444444444444444444444444",\
      "seed":{"envelope":"b4b4b4b4b4b4b4b4b4b4b4b4b4b4b4b4","version":1,\
      "hash":"4545454545454545454545454545454545454545454545454545454545454545",\
      "slots":"4646464646464646464646464646464646464646464646464646464646464646"},\
      "signature":"4747474747474747474747474747474747474747474747474747474747474747\
      4747474747474747474747474747474747474747474747474747474747474747"}}
      """),
    EventExample(
      ActRefused(Refusal(act: Act(.readNotes, on: .file(id(0xf1))), reason: .fileNotAssigned)),
      """
      {"event":"act.refused","at":"2026-11-22T09:30:00.000Z",\
      "by":"d1d1d1d1d1d1d1d1d1d1d1d1d1d1d1d1","power":"read-notes",\
      "file":"f1f1f1f1f1f1f1f1f1f1f1f1f1f1f1f1","reason":"file-not-assigned"}
      """),
    EventExample(
      ActRefused(Refusal(act: Act(.manageMembers), reason: .roleLacksPower)),
      """
      {"event":"act.refused","at":"2026-11-22T09:30:00.000Z",\
      "by":"d1d1d1d1d1d1d1d1d1d1d1d1d1d1d1d1","power":"manage-members",\
      "reason":"role-lacks-power"}
      """),
    EventExample(
      ActRefused(
        of: .restore, approving: Link(sequence: 7, hash: hash(0x61)), because: .ownProposal),
      """
      {"event":"act.refused","at":"2026-11-22T09:30:00.000Z",\
      "by":"d1d1d1d1d1d1d1d1d1d1d1d1d1d1d1d1","power":"restore",\
      "proposal":{"entry":7,\
      "hash":"6161616161616161616161616161616161616161616161616161616161616161"},\
      "reason":"own-proposal"}
      """),
    EventExample(
      DeviceUnlocked(
        after: FailedUnlocks(first: moment("2026-11-21T22:14:05.250Z"))
          .adding(at: moment("2026-11-22T09:29:58.000Z"))
          .adding(at: moment("2026-11-22T09:29:57.000Z"))),
      """
      {"event":"device.unlocked","at":"2026-11-22T09:30:00.000Z",\
      "by":"d1d1d1d1d1d1d1d1d1d1d1d1d1d1d1d1","failed":3,\
      "first":"2026-11-21T22:14:05.250Z","last":"2026-11-22T09:29:58.000Z"}
      """),
    EventExample(
      AccessAttested(
        of: id(0xa2), size: 4096, digest: hash(0x79),
        comment: envelope(0xb5, hash: 0x7a, slots: 0x7b)),
      """
      {"event":"access.attested","at":"2026-11-22T09:30:00.000Z",\
      "by":"d1d1d1d1d1d1d1d1d1d1d1d1d1d1d1d1","member":"a2a2a2a2a2a2a2a2a2a2a2a2a2a2a2a2",\
      "size":4096,"digest":"7979797979797979797979797979797979797979797979797979797979797979",\
      "comment":{"envelope":"b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5","version":1,\
      "hash":"7a7a7a7a7a7a7a7a7a7a7a7a7a7a7a7a7a7a7a7a7a7a7a7a7a7a7a7a7a7a7a7a",\
      "slots":"7b7b7b7b7b7b7b7b7b7b7b7b7b7b7b7b7b7b7b7b7b7b7b7b7b7b7b7b7b7b7b7b"}}
      """),
    EventExample(
      CheckpointIssued(size: 4096, root: hash(0x77)),
      """
      {"event":"checkpoint.issued","at":"2026-11-22T09:30:00.000Z",\
      "by":"d1d1d1d1d1d1d1d1d1d1d1d1d1d1d1d1","size":4096,\
      "root":"7777777777777777777777777777777777777777777777777777777777777777"}
      """),
    EventExample(
      VaultBackedUp(),
      """
      {"event":"vault.backed-up","at":"2026-11-22T09:30:00.000Z",\
      "by":"d1d1d1d1d1d1d1d1d1d1d1d1d1d1d1d1"}
      """),
    EventExample(
      VaultRestored(lostSize: 4100, lostRoot: hash(0x78), generation: 2),
      """
      {"event":"vault.restored","at":"2026-11-22T09:30:00.000Z",\
      "by":"d1d1d1d1d1d1d1d1d1d1d1d1d1d1d1d1","lost-size":4100,\
      "lost-root":"7878787878787878787878787878787878787878787878787878787878787878",\
      "generation":2,"conflicts":[],"ended":[],"revoked":[],"left":[]}
      """),
    EventExample(
      VaultRestored(
        lostSize: 4100, lostRoot: hash(0x78), generation: 2,
        taking: TakenAgain([
          .conflict(of: id(0xa2), with: id(0xf1)), .grant(1, on: id(0xf1)),
          .device(id(0xd3), of: id(0xa1)), .member(id(0xa4)),
        ])),
      """
      {"event":"vault.restored","at":"2026-11-22T09:30:00.000Z",\
      "by":"d1d1d1d1d1d1d1d1d1d1d1d1d1d1d1d1","lost-size":4100,\
      "lost-root":"7878787878787878787878787878787878787878787878787878787878787878",\
      "generation":2,"conflicts":[{"file":"f1f1f1f1f1f1f1f1f1f1f1f1f1f1f1f1",\
      "member":"a2a2a2a2a2a2a2a2a2a2a2a2a2a2a2a2"}],\
      "ended":[{"file":"f1f1f1f1f1f1f1f1f1f1f1f1f1f1f1f1","grant":1}],\
      "revoked":[{"member":"a1a1a1a1a1a1a1a1a1a1a1a1a1a1a1a1",\
      "device":"d3d3d3d3d3d3d3d3d3d3d3d3d3d3d3d3"}],\
      "left":[{"member":"a4a4a4a4a4a4a4a4a4a4a4a4a4a4a4a4"}]}
      """),
    EventExample(
      RulesRaised(to: 2),
      """
      {"event":"rules.raised","at":"2026-11-22T09:30:00.000Z",\
      "by":"d1d1d1d1d1d1d1d1d1d1d1d1d1d1d1d1","rules":2}
      """),
  ]

  private static let auditor = NewMember(
    device: Device(
      id: id(0xd2), member: id(0xa2), signingKey: hash(0x14), boxKey: hash(0x15),
      locatorKey: hash(0x16)),
    compartment: sealed(0xa2, .member, to: 0xd2, from: 0x21), roles: [.auditor],
    name: envelope(0xb3, hash: 0x26, slots: 0x27))
}

extension EventExample: CustomTestStringConvertible {
  var testDescription: String { type(of: event.content).code }
}
