@testable import Casework

extension EventExample {
  /// What concerns grants: access to a part of a case file for a while.
  static let grants: [EventExample] = [
    EventExample(
      GrantRequested(
        file: id(0xf1), grant: 1,
        terms: GrantTerms(
          purpose: .leaveCover, until: moment("2026-12-06T09:30:00.000Z"), scope: .init(.since(day))
        ),
        reason: envelope(0xba, hash: 0x87, slots: 0x88)),
      """
      {"event":"grant.requested","at":"2026-11-22T09:30:00.000Z","by":"d1d1d1d1d1d1d1d1d1d1d1d1d1d\
      1d1d1","file":"f1f1f1f1f1f1f1f1f1f1f1f1f1f1f1f1","grant":1,"purpose":"leave-cover","until":"\
      2026-12-06T09:30:00.000Z","kinds":[{"kind":"progress"}],"notes":"since","since":"2026-10-01"\
      ,"reason":{"envelope":"babababababababababababababababa","version":1,"hash":"878787878787878\
      7878787878787878787878787878787878787878787878787","slots":"88888888888888888888888888888888\
      88888888888888888888888888888888"}}
      """),
    EventExample(
      GrantRequested(
        file: id(0xf1), grant: 2,
        terms: GrantTerms(
          purpose: .consultation, until: moment("2026-12-06T09:30:00.000Z"), scope: .init()),
        reason: envelope(0xbb, hash: 0x89, slots: 0x8a)),
      """
      {"event":"grant.requested","at":"2026-11-22T09:30:00.000Z","by":"d1d1d1d1d1d1d1d1d1d1d1d1d1d\
      1d1d1","file":"f1f1f1f1f1f1f1f1f1f1f1f1f1f1f1f1","grant":2,"purpose":"consultation","until":\
      "2026-12-06T09:30:00.000Z","kinds":[{"kind":"progress"}],"notes":"from-now-on","reason":{"en\
      velope":"bbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbb","version":1,"hash":"89898989898989898989898989898\
      98989898989898989898989898989898989","slots":"8a8a8a8a8a8a8a8a8a8a8a8a8a8a8a8a8a8a8a8a8a8a8a\
      8a8a8a8a8a8a8a8a8a"}}
      """),
    EventExample(
      GrantGiven(
        file: id(0xf1), grant: 1, to: id(0xa2),
        terms: GrantTerms(
          purpose: .leaveCover, until: moment("2026-12-06T09:30:00.000Z"), scope: .init(.all)),
        reason: nil, compartment: sealed(0xc7, .grant, to: 0xa2, from: 0x8b), count: 12,
        chunk: hash(0x8e)),
      """
      {"event":"grant.given","at":"2026-11-22T09:30:00.000Z","by":"d1d1d1d1d1d1d1d1d1d1d1d1d1d1d1d\
      1","file":"f1f1f1f1f1f1f1f1f1f1f1f1f1f1f1f1","grant":1,"member":"a2a2a2a2a2a2a2a2a2a2a2a2a2a\
      2a2a2","purpose":"leave-cover","until":"2026-12-06T09:30:00.000Z","kinds":[{"kind":"progress\
      "}],"notes":"all","compartment":{"id":"c7c7c7c7c7c7c7c7c7c7c7c7c7c7c7c7","kind":"grant","epo\
      ch":1,"commitment":"8b8b8b8b8b8b8b8b8b8b8b8b8b8b8b8b8b8b8b8b8b8b8b8b8b8b8b8b8b8b8b8b","key":\
      "8c8c8c8c8c8c8c8c8c8c8c8c8c8c8c8c8c8c8c8c8c8c8c8c8c8c8c8c8c8c8c8c","wraps":[{"holder":"a2a2a\
      2a2a2a2a2a2a2a2a2a2a2a2a2a2","hash":"8d8d8d8d8d8d8d8d8d8d8d8d8d8d8d8d8d8d8d8d8d8d8d8d8d8d8d8\
      d8d8d8d8d"}]},"count":12,"chunk":"8e8e8e8e8e8e8e8e8e8e8e8e8e8e8e8e8e8e8e8e8e8e8e8e8e8e8e8e8e\
      8e8e8e"}
      """),
    EventExample(
      GrantGiven(
        file: id(0xf1), grant: 3, to: id(0xa2),
        terms: GrantTerms(
          purpose: .training, until: moment("2026-12-06T09:30:00.000Z"),
          scope: .init(.picked([id(0xb7)]))),
        reason: envelope(0xba, hash: 0x87, slots: 0x88),
        compartment: sealed(0xc7, .grant, to: 0xa2, from: 0x8b), count: 2, chunk: hash(0x8e)),
      """
      {"event":"grant.given","at":"2026-11-22T09:30:00.000Z","by":"d1d1d1d1d1d1d1d1d1d1d1d1d1d1d1d\
      1","file":"f1f1f1f1f1f1f1f1f1f1f1f1f1f1f1f1","grant":3,"member":"a2a2a2a2a2a2a2a2a2a2a2a2a2a\
      2a2a2","purpose":"training","until":"2026-12-06T09:30:00.000Z","kinds":[{"kind":"progress"}]\
      ,"notes":"picked","picked":[{"note":"b7b7b7b7b7b7b7b7b7b7b7b7b7b7b7b7"}],"reason":{"envelope\
      ":"babababababababababababababababa","version":1,"hash":"87878787878787878787878787878787878\
      78787878787878787878787878787","slots":"8888888888888888888888888888888888888888888888888888\
      888888888888"},"compartment":{"id":"c7c7c7c7c7c7c7c7c7c7c7c7c7c7c7c7","kind":"grant","epoch"\
      :1,"commitment":"8b8b8b8b8b8b8b8b8b8b8b8b8b8b8b8b8b8b8b8b8b8b8b8b8b8b8b8b8b8b8b8b","key":"8c\
      8c8c8c8c8c8c8c8c8c8c8c8c8c8c8c8c8c8c8c8c8c8c8c8c8c8c8c8c8c8c8c","wraps":[{"holder":"a2a2a2a2\
      a2a2a2a2a2a2a2a2a2a2a2a2","hash":"8d8d8d8d8d8d8d8d8d8d8d8d8d8d8d8d8d8d8d8d8d8d8d8d8d8d8d8d8d\
      8d8d8d"}]},"count":2,"chunk":"8e8e8e8e8e8e8e8e8e8e8e8e8e8e8e8e8e8e8e8e8e8e8e8e8e8e8e8e8e8e8e\
      8e"}
      """),
    EventExample(
      GrantDeclined(file: id(0xf1), grant: 2),
      """
      {"event":"grant.declined","at":"2026-11-22T09:30:00.000Z","by":"d1d1d1d1d1d1d1d1d1d1d1d1d1d1\
      d1d1","file":"f1f1f1f1f1f1f1f1f1f1f1f1f1f1f1f1","grant":2}
      """),
    EventExample(
      GrantExtended(
        file: id(0xf1), grant: 1, until: moment("2026-12-20T09:30:00.000Z")),
      """
      {"event":"grant.extended","at":"2026-11-22T09:30:00.000Z","by":"d1d1d1d1d1d1d1d1d1d1d1d1d1d1\
      d1d1","file":"f1f1f1f1f1f1f1f1f1f1f1f1f1f1f1f1","grant":1,"until":"2026-12-20T09:30:00.000Z"\
      }
      """),
    EventExample(
      GrantSupplied(file: id(0xf1), grant: 1, count: 1, chunk: hash(0x8f)),
      """
      {"event":"grant.supplied","at":"2026-11-22T09:30:00.000Z","by":"d1d1d1d1d1d1d1d1d1d1d1d1d1d1\
      d1d1","file":"f1f1f1f1f1f1f1f1f1f1f1f1f1f1f1f1","grant":1,"count":1,"chunk":"8f8f8f8f8f8f8f8\
      f8f8f8f8f8f8f8f8f8f8f8f8f8f8f8f8f8f8f8f8f8f8f8f8f"}
      """),
    EventExample(
      GrantEnded(file: id(0xf1), grant: 1, cause: .expired),
      """
      {"event":"grant.ended","at":"2026-11-22T09:30:00.000Z","by":"d1d1d1d1d1d1d1d1d1d1d1d1d1d1d1d\
      1","file":"f1f1f1f1f1f1f1f1f1f1f1f1f1f1f1f1","grant":1,"cause":"expired"}
      """),
    EventExample(
      RecordsRead([id(0xba)], ofGrant: 1, to: .terminal),
      """
      {"event":"records.read","at":"2026-11-22T09:30:00.000Z","by":"d1d1d1d1d1d1d1d1d1d1d1d1d1d1d1\
      d1","records":[{"envelope":"babababababababababababababababa"}],"grant":1,"to":"terminal"}
      """),
  ]

  private static let day = CalendarDate(year: 2026, month: 10, day: 1) ?? .earliest
}
