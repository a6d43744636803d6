@testable import Casework

extension EventExample {
  /// What concerns lost keys.
  static let recovery: [EventExample] = [
    EventExample(
      RecoverySetUp(
        keys: RecoveryKeys(main: main, process: process, signingKey: hash(0x95)), count: 9,
        chunk: hash(0x96), epochs: [1, 2, 1], givesUp: 3),
      """
      {"event":"recovery.set-up","at":"2026-11-22T09:30:00.000Z","by":"d1d1d1d1d1d1d1d1d1d1d1d1d1d\
      1d1d1","keys":{"main":{"key":{"id":"c8c8c8c8c8c8c8c8c8c8c8c8c8c8c8c8","kind":"recovery","epo\
      ch":1,"commitment":"9191919191919191919191919191919191919191919191919191919191919191","key":\
      "9292929292929292929292929292929292929292929292929292929292929292"},"officers":[{"member":"a\
      1a1a1a1a1a1a1a1a1a1a1a1a1a1a1a1"},{"member":"a2a2a2a2a2a2a2a2a2a2a2a2a2a2a2a2"},{"member":"a\
      4a4a4a4a4a4a4a4a4a4a4a4a4a4a4a4"}],"quorum":2},"process":{"key":{"id":"c9c9c9c9c9c9c9c9c9c9c\
      9c9c9c9c9c9","kind":"recovery","epoch":1,"commitment":"9393939393939393939393939393939393939\
      393939393939393939393939393","key":"94949494949494949494949494949494949494949494949494949494\
      94949494"},"officers":[{"member":"a1a1a1a1a1a1a1a1a1a1a1a1a1a1a1a1"},{"member":"a2a2a2a2a2a2\
      a2a2a2a2a2a2a2a2a2a2"},{"member":"a4a4a4a4a4a4a4a4a4a4a4a4a4a4a4a4"}],"quorum":3},"sign":"95\
      95959595959595959595959595959595959595959595959595959595959595"},"count":9,"chunk":"96969696\
      96969696969696969696969696969696969696969696969696969696","epochs":[{"epoch":1},{"epoch":2},\
      {"epoch":1}],"gives-up":3}
      """),
    EventExample(
      RecoveryRehearsed(epoch: 1, place: 2),
      """
      {"event":"recovery.rehearsed","at":"2026-11-22T09:30:00.000Z","by":"d1d1d1d1d1d1d1d1d1d1d1d1\
      d1d1d1d1","epoch":1,"place":2}
      """),
    EventExample(
      RecoveryStarted(
        device: device, purposes: [.main, .process],
        reason: envelope(0xbc, hash: 0x9a, slots: 0x9b)),
      """
      {"event":"recovery.started","at":"2026-11-22T09:30:00.000Z","by":"d1d1d1d1d1d1d1d1d1d1d1d1d1\
      d1d1d1","member":"a3a3a3a3a3a3a3a3a3a3a3a3a3a3a3a3","device":{"kid":"d4d4d4d4d4d4d4d4d4d4d4d\
      4d4d4d4d4","sign":"1a1a1a1a1a1a1a1a1a1a1a1a1a1a1a1a1a1a1a1a1a1a1a1a1a1a1a1a1a1a1a1a","box":"\
      1b1b1b1b1b1b1b1b1b1b1b1b1b1b1b1b1b1b1b1b1b1b1b1b1b1b1b1b1b1b1b1b","locator":"1c1c1c1c1c1c1c1\
      c1c1c1c1c1c1c1c1c1c1c1c1c1c1c1c1c1c1c1c1c1c1c1c1c"},"keys":["main","process"],"reason":{"env\
      elope":"bcbcbcbcbcbcbcbcbcbcbcbcbcbcbcbc","version":1,"hash":"9a9a9a9a9a9a9a9a9a9a9a9a9a9a9a\
      9a9a9a9a9a9a9a9a9a9a9a9a9a9a9a9a9a","slots":"9b9b9b9b9b9b9b9b9b9b9b9b9b9b9b9b9b9b9b9b9b9b9b9\
      b9b9b9b9b9b9b9b9b"}}
      """),
    EventExample(
      RecoveryStarted(
        file: id(0xf1), for: id(0xa3), reason: envelope(0xbc, hash: 0x9a, slots: 0x9b)),
      """
      {"event":"recovery.started","at":"2026-11-22T09:30:00.000Z","by":"d1d1d1d1d1d1d1d1d1d1d1d1d1\
      d1d1d1","member":"a3a3a3a3a3a3a3a3a3a3a3a3a3a3a3a3","file":"f1f1f1f1f1f1f1f1f1f1f1f1f1f1f1f1\
      ","keys":["main"],"reason":{"envelope":"bcbcbcbcbcbcbcbcbcbcbcbcbcbcbcbc","version":1,"hash"\
      :"9a9a9a9a9a9a9a9a9a9a9a9a9a9a9a9a9a9a9a9a9a9a9a9a9a9a9a9a9a9a9a9a","slots":"9b9b9b9b9b9b9b9\
      b9b9b9b9b9b9b9b9b9b9b9b9b9b9b9b9b9b9b9b9b9b9b9b9b"}}
      """),
    EventExample(
      RecoveryContributed(to: link(40, 0x9c), count: 2, chunk: hash(0x9d)),
      """
      {"event":"recovery.contributed","at":"2026-11-22T09:30:00.000Z","by":"d1d1d1d1d1d1d1d1d1d1d1\
      d1d1d1d1d1","start":{"entry":40,"hash":"9c9c9c9c9c9c9c9c9c9c9c9c9c9c9c9c9c9c9c9c9c9c9c9c9c9c\
      9c9c9c9c9c9c"},"count":2,"chunk":"9d9d9d9d9d9d9d9d9d9d9d9d9d9d9d9d9d9d9d9d9d9d9d9d9d9d9d9d9d\
      9d9d9d"}
      """),
    EventExample(
      RecoveryStopped(link(40, 0x9c)),
      """
      {"event":"recovery.stopped","at":"2026-11-22T09:30:00.000Z","by":"d1d1d1d1d1d1d1d1d1d1d1d1d1\
      d1d1d1","start":{"entry":40,"hash":"9c9c9c9c9c9c9c9c9c9c9c9c9c9c9c9c9c9c9c9c9c9c9c9c9c9c9c9c\
      9c9c9c9c"}}
      """),
    EventExample(
      MemberRecovered(
        start: link(40, 0x9c), device: device,
        compartment: sealed(0xa3, .member, epoch: 2, to: 0xd4, from: 0x9e),
        next: RecoveryKeys(main: nextMain, process: process, signingKey: hash(0x99)),
        pieces: 6, wraps: 31, chunk: hash(0xa1),
        signature: RecoverySignature([UInt8](repeating: 0xa2, count: 64))),
      """
      {"event":"member.recovered","at":"2026-11-22T09:30:00.000Z","by":"d1d1d1d1d1d1d1d1d1d1d1d1d1\
      d1d1d1","start":{"entry":40,"hash":"9c9c9c9c9c9c9c9c9c9c9c9c9c9c9c9c9c9c9c9c9c9c9c9c9c9c9c9c\
      9c9c9c9c"},"compartment":{"id":"a3a3a3a3a3a3a3a3a3a3a3a3a3a3a3a3","kind":"member","epoch":2,\
      "commitment":"9e9e9e9e9e9e9e9e9e9e9e9e9e9e9e9e9e9e9e9e9e9e9e9e9e9e9e9e9e9e9e9e","key":"9f9f9\
      f9f9f9f9f9f9f9f9f9f9f9f9f9f9f9f9f9f9f9f9f9f9f9f9f9f9f9f9f9f","wraps":[{"holder":"d4d4d4d4d4d\
      4d4d4d4d4d4d4d4d4d4d4","hash":"a0a0a0a0a0a0a0a0a0a0a0a0a0a0a0a0a0a0a0a0a0a0a0a0a0a0a0a0a0a0a\
      0a0"}]},"device":{"kid":"d4d4d4d4d4d4d4d4d4d4d4d4d4d4d4d4","sign":"1a1a1a1a1a1a1a1a1a1a1a1a1\
      a1a1a1a1a1a1a1a1a1a1a1a1a1a1a1a1a1a1a1a","box":"1b1b1b1b1b1b1b1b1b1b1b1b1b1b1b1b1b1b1b1b1b1b\
      1b1b1b1b1b1b1b1b1b1b","locator":"1c1c1c1c1c1c1c1c1c1c1c1c1c1c1c1c1c1c1c1c1c1c1c1c1c1c1c1c1c1\
      c1c1c"},"next":{"main":{"key":{"id":"c8c8c8c8c8c8c8c8c8c8c8c8c8c8c8c8","kind":"recovery","ep\
      och":2,"commitment":"9797979797979797979797979797979797979797979797979797979797979797","key"\
      :"9898989898989898989898989898989898989898989898989898989898989898"},"officers":[{"member":"\
      a1a1a1a1a1a1a1a1a1a1a1a1a1a1a1a1"},{"member":"a2a2a2a2a2a2a2a2a2a2a2a2a2a2a2a2"},{"member":"\
      a4a4a4a4a4a4a4a4a4a4a4a4a4a4a4a4"}],"quorum":2},"process":{"key":{"id":"c9c9c9c9c9c9c9c9c9c9\
      c9c9c9c9c9c9","kind":"recovery","epoch":1,"commitment":"939393939393939393939393939393939393\
      9393939393939393939393939393","key":"9494949494949494949494949494949494949494949494949494949\
      494949494"},"officers":[{"member":"a1a1a1a1a1a1a1a1a1a1a1a1a1a1a1a1"},{"member":"a2a2a2a2a2a\
      2a2a2a2a2a2a2a2a2a2a2"},{"member":"a4a4a4a4a4a4a4a4a4a4a4a4a4a4a4a4"}],"quorum":3},"sign":"9\
      999999999999999999999999999999999999999999999999999999999999999"},"pieces":6,"wraps":31,"chu\
      nk":"a1a1a1a1a1a1a1a1a1a1a1a1a1a1a1a1a1a1a1a1a1a1a1a1a1a1a1a1a1a1a1a1","signature":"a2a2a2a2\
      a2a2a2a2a2a2a2a2a2a2a2a2a2a2a2a2a2a2a2a2a2a2a2a2a2a2a2a2a2a2a2a2a2a2a2a2a2a2a2a2a2a2a2a2a2a2\
      a2a2a2a2a2a2a2a2a2a2a2a2a2a2"}
      """),
    EventExample(
      MemberRecovered(
        start: nil, device: device,
        compartment: sealed(0xa3, .member, epoch: 2, to: 0xd4, from: 0x9e), next: nil,
        pieces: 0, wraps: 12, chunk: hash(0xa1),
        signature: RecoverySignature([UInt8](repeating: 0xa2, count: 64))),
      """
      {"event":"member.recovered","at":"2026-11-22T09:30:00.000Z","by":"d1d1d1d1d1d1d1d1d1d1d1d1d1\
      d1d1d1","compartment":{"id":"a3a3a3a3a3a3a3a3a3a3a3a3a3a3a3a3","kind":"member","epoch":2,"co\
      mmitment":"9e9e9e9e9e9e9e9e9e9e9e9e9e9e9e9e9e9e9e9e9e9e9e9e9e9e9e9e9e9e9e9e","key":"9f9f9f9f\
      9f9f9f9f9f9f9f9f9f9f9f9f9f9f9f9f9f9f9f9f9f9f9f9f9f9f9f9f","wraps":[{"holder":"d4d4d4d4d4d4d4\
      d4d4d4d4d4d4d4d4d4","hash":"a0a0a0a0a0a0a0a0a0a0a0a0a0a0a0a0a0a0a0a0a0a0a0a0a0a0a0a0a0a0a0a0\
      "}]},"device":{"kid":"d4d4d4d4d4d4d4d4d4d4d4d4d4d4d4d4","sign":"1a1a1a1a1a1a1a1a1a1a1a1a1a1a\
      1a1a1a1a1a1a1a1a1a1a1a1a1a1a1a1a1a1a","box":"1b1b1b1b1b1b1b1b1b1b1b1b1b1b1b1b1b1b1b1b1b1b1b1\
      b1b1b1b1b1b1b1b1b","locator":"1c1c1c1c1c1c1c1c1c1c1c1c1c1c1c1c1c1c1c1c1c1c1c1c1c1c1c1c1c1c1c\
      1c"},"pieces":0,"wraps":12,"chunk":"a1a1a1a1a1a1a1a1a1a1a1a1a1a1a1a1a1a1a1a1a1a1a1a1a1a1a1a1\
      a1a1a1a1","signature":"a2a2a2a2a2a2a2a2a2a2a2a2a2a2a2a2a2a2a2a2a2a2a2a2a2a2a2a2a2a2a2a2a2a2a\
      2a2a2a2a2a2a2a2a2a2a2a2a2a2a2a2a2a2a2a2a2a2a2a2a2a2a2a2a2a2"}
      """),
    EventExample(
      FileRegained(
        start: link(40, 0x9c), file: id(0xf1), to: id(0xa3),
        next: RecoveryKeys(main: nextMain, process: process, signingKey: hash(0x99)),
        pieces: 6, wraps: 31, chunk: hash(0xa1),
        signature: RecoverySignature([UInt8](repeating: 0xa2, count: 64))),
      """
      {"event":"file.regained","at":"2026-11-22T09:30:00.000Z","by":"d1d1d1d1d1d1d1d1d1d1d1d1d1d1d\
      1d1","start":{"entry":40,"hash":"9c9c9c9c9c9c9c9c9c9c9c9c9c9c9c9c9c9c9c9c9c9c9c9c9c9c9c9c9c9\
      c9c9c"},"file":"f1f1f1f1f1f1f1f1f1f1f1f1f1f1f1f1","member":"a3a3a3a3a3a3a3a3a3a3a3a3a3a3a3a3\
      ","next":{"main":{"key":{"id":"c8c8c8c8c8c8c8c8c8c8c8c8c8c8c8c8","kind":"recovery","epoch":2\
      ,"commitment":"9797979797979797979797979797979797979797979797979797979797979797","key":"9898\
      989898989898989898989898989898989898989898989898989898989898"},"officers":[{"member":"a1a1a1\
      a1a1a1a1a1a1a1a1a1a1a1a1a1"},{"member":"a2a2a2a2a2a2a2a2a2a2a2a2a2a2a2a2"},{"member":"a4a4a4\
      a4a4a4a4a4a4a4a4a4a4a4a4a4"}],"quorum":2},"process":{"key":{"id":"c9c9c9c9c9c9c9c9c9c9c9c9c9\
      c9c9c9","kind":"recovery","epoch":1,"commitment":"939393939393939393939393939393939393939393\
      9393939393939393939393","key":"9494949494949494949494949494949494949494949494949494949494949\
      494"},"officers":[{"member":"a1a1a1a1a1a1a1a1a1a1a1a1a1a1a1a1"},{"member":"a2a2a2a2a2a2a2a2a\
      2a2a2a2a2a2a2a2"},{"member":"a4a4a4a4a4a4a4a4a4a4a4a4a4a4a4a4"}],"quorum":3},"sign":"9999999\
      999999999999999999999999999999999999999999999999999999999"},"pieces":6,"wraps":31,"chunk":"a\
      1a1a1a1a1a1a1a1a1a1a1a1a1a1a1a1a1a1a1a1a1a1a1a1a1a1a1a1a1a1a1a1","signature":"a2a2a2a2a2a2a2\
      a2a2a2a2a2a2a2a2a2a2a2a2a2a2a2a2a2a2a2a2a2a2a2a2a2a2a2a2a2a2a2a2a2a2a2a2a2a2a2a2a2a2a2a2a2a2\
      a2a2a2a2a2a2a2a2a2a2a2"}
      """),
    EventExample(
      ExecutorAdmitted(
        executor, wraps: 12, chunk: hash(0xa1),
        signature: RecoverySignature([UInt8](repeating: 0xa2, count: 64))),
      """
      {"event":"executor.admitted","at":"2026-11-22T09:30:00.000Z","by":"d1d1d1d1d1d1d1d1d1d1d1d1d\
      1d1d1d1","member":{"compartment":{"id":"a2a2a2a2a2a2a2a2a2a2a2a2a2a2a2a2","kind":"member","e\
      poch":1,"commitment":"2121212121212121212121212121212121212121212121212121212121212121","key\
      ":"2222222222222222222222222222222222222222222222222222222222222222","wraps":[{"holder":"d2d\
      2d2d2d2d2d2d2d2d2d2d2d2d2d2d2","hash":"23232323232323232323232323232323232323232323232323232\
      32323232323"}]},"device":{"kid":"d2d2d2d2d2d2d2d2d2d2d2d2d2d2d2d2","sign":"14141414141414141\
      41414141414141414141414141414141414141414141414","box":"151515151515151515151515151515151515\
      1515151515151515151515151515","locator":"161616161616161616161616161616161616161616161616161\
      6161616161616"},"roles":["supervisor","privacy-officer","administrator"],"name":{"envelope":\
      "b3b3b3b3b3b3b3b3b3b3b3b3b3b3b3b3","version":1,"hash":"2626262626262626262626262626262626262\
      626262626262626262626262626","slots":"272727272727272727272727272727272727272727272727272727\
      2727272727"}},"wraps":12,"chunk":"a1a1a1a1a1a1a1a1a1a1a1a1a1a1a1a1a1a1a1a1a1a1a1a1a1a1a1a1a1\
      a1a1a1","signature":"a2a2a2a2a2a2a2a2a2a2a2a2a2a2a2a2a2a2a2a2a2a2a2a2a2a2a2a2a2a2a2a2a2a2a2a\
      2a2a2a2a2a2a2a2a2a2a2a2a2a2a2a2a2a2a2a2a2a2a2a2a2a2a2a2a2"}
      """),
    EventExample(
      RecordsRead([id(0xbc)], ofRecovery: 404, to: .terminal),
      """
      {"event":"records.read","at":"2026-11-22T09:30:00.000Z","by":"d1d1d1d1d1d1d1d1d1d1d1d1d1d1d1\
      d1","records":[{"envelope":"bcbcbcbcbcbcbcbcbcbcbcbcbcbcbcbc"}],"recovery":404,"to":"terminal\
      "}
      """),
  ]

  private static let officers = [id(0xa1), id(0xa2), id(0xa4)] as [MemberID]

  private static func key(
    _ compartment: UInt8, epoch: UInt32 = 1, from byte: UInt8, quorum: Int
  ) -> RecoveryKey {
    RecoveryKey(
      epoch: CompartmentEpoch(
        compartment: id(compartment), kind: .recovery, epoch: epoch, commitment: hash(byte),
        publicKey: hash(byte + 1)),
      officers: officers, quorum: quorum)
  }

  private static let main = key(0xc8, from: 0x91, quorum: 2)
  private static let nextMain = key(0xc8, epoch: 2, from: 0x97, quorum: 2)
  private static let process = key(0xc9, from: 0x93, quorum: 3)

  private static let executor = NewMember(
    device: Device(
      id: id(0xd2), member: id(0xa2), signingKey: hash(0x14), boxKey: hash(0x15),
      locatorKey: hash(0x16)),
    compartment: sealed(0xa2, .member, to: 0xd2, from: 0x21), roles: Role.executor,
    name: envelope(0xb3, hash: 0x26, slots: 0x27))

  private static let device = Device(
    id: id(0xd4), member: id(0xa3), signingKey: hash(0x1a), boxKey: hash(0x1b),
    locatorKey: hash(0x1c))
}
