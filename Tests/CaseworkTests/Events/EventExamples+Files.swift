@testable import Casework

extension EventExample {
  /// What concerns case files and the notes in them.
  static let files: [EventExample] = [
    EventExample(
      FileOpened(opening),
      """
      {"event":"file.opened","at":"2026-11-22T09:30:00.000Z",\
      "by":"d1d1d1d1d1d1d1d1d1d1d1d1d1d1d1d1","file":"f1f1f1f1f1f1f1f1f1f1f1f1f1f1f1f1",\
      "client":"e1e1e1e1e1e1e1e1e1e1e1e1e1e1e1e1","number":17,\
      "compartment":{"id":"c5c5c5c5c5c5c5c5c5c5c5c5c5c5c5c5","kind":"file","epoch":1,\
      "commitment":"5151515151515151515151515151515151515151515151515151515151515151",\
      "key":"5252525252525252525252525252525252525252525252525252525252525252",\
      "wraps":[{"holder":"a1a1a1a1a1a1a1a1a1a1a1a1a1a1a1a1",\
      "hash":"5353535353535353535353535353535353535353535353535353535353535353"}]},\
      "shelf":"0123456789abcdef","record":{"envelope":"b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5",\
      "version":1,"hash":"5454545454545454545454545454545454545454545454545454545454545454",\
      "slots":"5555555555555555555555555555555555555555555555555555555555555555"},\
      "assigned":[{"member":"a1a1a1a1a1a1a1a1a1a1a1a1a1a1a1a1"}]}
      """),
    EventExample(
      FilesOpened(count: 250, chunk: hash(0x64)),
      """
      {"event":"files.opened","at":"2026-11-22T09:30:00.000Z",\
      "by":"d1d1d1d1d1d1d1d1d1d1d1d1d1d1d1d1","count":250,\
      "chunk":"6464646464646464646464646464646464646464646464646464646464646464"}
      """),
    EventExample(
      FileAssigned(
        file: id(0xf1), to: id(0xa2),
        wraps: [AddedWrap(compartment: id(0xc5), epoch: 1, notice: wrap(for: 0xa2, hash: 0x81))]),
      """
      {"event":"file.assigned","at":"2026-11-22T09:30:00.000Z","by":"d1d1d1d1d1d1d1d1d1d1d1d1d1d1d1\
      d1","file":"f1f1f1f1f1f1f1f1f1f1f1f1f1f1f1f1","member":"a2a2a2a2a2a2a2a2a2a2a2a2a2a2a2a2","wr\
      aps":[{"compartment":"c5c5c5c5c5c5c5c5c5c5c5c5c5c5c5c5","epoch":1,"holder":"a2a2a2a2a2a2a2a2a\
      2a2a2a2a2a2a2a2","hash":"8181818181818181818181818181818181818181818181818181818181818181"}]}
      """),
    EventExample(
      FileUnassigned(file: id(0xf1), from: id(0xa2)),
      """
      {"event":"file.unassigned","at":"2026-11-22T09:30:00.000Z","by":"d1d1d1d1d1d1d1d1d1d1d1d1d1d1\
      d1d1","file":"f1f1f1f1f1f1f1f1f1f1f1f1f1f1f1f1","member":"a2a2a2a2a2a2a2a2a2a2a2a2a2a2a2a2"}
      """),
    EventExample(
      FileHandedOver(
        file: id(0xf1), to: id(0xa2),
        wraps: [AddedWrap(compartment: id(0xc5), epoch: 1, notice: wrap(for: 0xa2, hash: 0x82))]),
      """
      {"event":"file.handed-over","at":"2026-11-22T09:30:00.000Z","by":"d1d1d1d1d1d1d1d1d1d1d1d1d1d\
      1d1d1","file":"f1f1f1f1f1f1f1f1f1f1f1f1f1f1f1f1","member":"a2a2a2a2a2a2a2a2a2a2a2a2a2a2a2a2",\
      "wraps":[{"compartment":"c5c5c5c5c5c5c5c5c5c5c5c5c5c5c5c5","epoch":1,"holder":"a2a2a2a2a2a2a2\
      a2a2a2a2a2a2a2a2a2","hash":"8282828282828282828282828282828282828282828282828282828282828282"\
      }]}
      """),
    EventExample(
      ConflictDeclared(
        file: id(0xf1), of: id(0xa2), reason: envelope(0xb9, hash: 0x85, slots: 0x86)),
      """
      {"event":"conflict.declared","at":"2026-11-22T09:30:00.000Z","by":"d1d1d1d1d1d1d1d1d1d1d1d1d1\
      d1d1d1","file":"f1f1f1f1f1f1f1f1f1f1f1f1f1f1f1f1","member":"a2a2a2a2a2a2a2a2a2a2a2a2a2a2a2a2"\
      ,"reason":{"envelope":"b9b9b9b9b9b9b9b9b9b9b9b9b9b9b9b9","version":1,"hash":"8585858585858585\
      858585858585858585858585858585858585858585858585","slots":"8686868686868686868686868686868686\
      868686868686868686868686868686"}}
      """),
    EventExample(
      ConflictDeclared(file: id(0xf1), of: id(0xa2), reason: nil),
      """
      {"event":"conflict.declared","at":"2026-11-22T09:30:00.000Z","by":"d1d1d1d1d1d1d1d1d1d1d1d1d1\
      d1d1d1","file":"f1f1f1f1f1f1f1f1f1f1f1f1f1f1f1f1","member":"a2a2a2a2a2a2a2a2a2a2a2a2a2a2a2a2"}
      """),
    EventExample(
      ConflictCleared(file: id(0xf1), of: id(0xa2)),
      """
      {"event":"conflict.cleared","at":"2026-11-22T09:30:00.000Z","by":"d1d1d1d1d1d1d1d1d1d1d1d1d1d\
      1d1d1","file":"f1f1f1f1f1f1f1f1f1f1f1f1f1f1f1f1","member":"a2a2a2a2a2a2a2a2a2a2a2a2a2a2a2a2"}
      """),
    EventExample(
      RecordsRead([id(0xb9)], to: .terminal),
      """
      {"event":"records.read","at":"2026-11-22T09:30:00.000Z","by":"d1d1d1d1d1d1d1d1d1d1d1d1d1d1d1d\
      1","records":[{"envelope":"b9b9b9b9b9b9b9b9b9b9b9b9b9b9b9b9"}],"to":"terminal"}
      """),
    EventExample(
      ClientRenamed(
        file: id(0xf1), after: link(8, 0x65),
        record: envelope(0xb5, version: 2, hash: 0x66, slots: 0x67)),
      """
      {"event":"client.renamed","at":"2026-11-22T09:30:00.000Z",\
      "by":"d1d1d1d1d1d1d1d1d1d1d1d1d1d1d1d1","file":"f1f1f1f1f1f1f1f1f1f1f1f1f1f1f1f1",\
      "after":{"entry":8,"hash":"6565656565656565656565656565656565656565656565656565656565656\
      565"},"record":{"envelope":"b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5","version":2,\
      "hash":"6666666666666666666666666666666666666666666666666666666666666666",\
      "slots":"6767676767676767676767676767676767676767676767676767676767676767"}}
      """),
    EventExample(
      ProcessOpened(
        file: id(0xf1), after: link(8, 0x65),
        compartment: sealed(0xc6, .process, to: 0xa1, from: 0x68), shelf: .max),
      """
      {"event":"process.opened","at":"2026-11-22T09:30:00.000Z",\
      "by":"d1d1d1d1d1d1d1d1d1d1d1d1d1d1d1d1","file":"f1f1f1f1f1f1f1f1f1f1f1f1f1f1f1f1",\
      "after":{"entry":8,"hash":"6565656565656565656565656565656565656565656565656565656565656\
      565"},"compartment":{"id":"c6c6c6c6c6c6c6c6c6c6c6c6c6c6c6c6","kind":"process","epoch":1,\
      "commitment":"6868686868686868686868686868686868686868686868686868686868686868",\
      "key":"6969696969696969696969696969696969696969696969696969696969696969",\
      "wraps":[{"holder":"a1a1a1a1a1a1a1a1a1a1a1a1a1a1a1a1",\
      "hash":"6a6a6a6a6a6a6a6a6a6a6a6a6a6a6a6a6a6a6a6a6a6a6a6a6a6a6a6a6a6a6a6a"}]},\
      "shelf":"7fffffffffffffff"}
      """),
    EventExample(
      NoteStored(
        file: id(0xf1), after: link(8, 0x65), kind: .progress,
        note: envelope(0xb7, version: 2, hash: 0x71, slots: 0x72)),
      """
      {"event":"note.stored","at":"2026-11-22T09:30:00.000Z",\
      "by":"d1d1d1d1d1d1d1d1d1d1d1d1d1d1d1d1","file":"f1f1f1f1f1f1f1f1f1f1f1f1f1f1f1f1",\
      "after":{"entry":8,"hash":"6565656565656565656565656565656565656565656565656565656565656\
      565"},"kind":"progress","note":{"envelope":"b7b7b7b7b7b7b7b7b7b7b7b7b7b7b7b7",\
      "version":2,"hash":"7171717171717171717171717171717171717171717171717171717171717171",\
      "slots":"7272727272727272727272727272727272727272727272727272727272727272"}}
      """),
    EventExample(
      NoteSigned(
        file: id(0xf1), after: link(8, 0x65), kind: .progress, note: id(0xb7), version: 2,
        hash: hash(0x71)),
      """
      {"event":"note.signed","at":"2026-11-22T09:30:00.000Z",\
      "by":"d1d1d1d1d1d1d1d1d1d1d1d1d1d1d1d1","file":"f1f1f1f1f1f1f1f1f1f1f1f1f1f1f1f1",\
      "after":{"entry":8,"hash":"6565656565656565656565656565656565656565656565656565656565656\
      565"},"kind":"progress","note":"b7b7b7b7b7b7b7b7b7b7b7b7b7b7b7b7","version":2,\
      "hash":"7171717171717171717171717171717171717171717171717171717171717171"}
      """),
    EventExample(
      NoteSubmitted(
        file: id(0xf1), after: link(8, 0x65), kind: .progress, note: id(0xb7), version: 2,
        hash: hash(0x71)),
      """
      {"event":"note.submitted","at":"2026-11-22T09:30:00.000Z","by":"d1d1d1d1d1d1d1d1d1d1d1d1d1d1d\
      1d1","file":"f1f1f1f1f1f1f1f1f1f1f1f1f1f1f1f1","after":{"entry":8,"hash":"6565656565656565656\
      565656565656565656565656565656565656565656565"},"kind":"progress","note":"b7b7b7b7b7b7b7b7b7b\
      7b7b7b7b7b7b7","version":2,"hash":"7171717171717171717171717171717171717171717171717171717171\
      717171"}
      """),
    EventExample(
      NoteCosigned(
        file: id(0xf1), after: link(8, 0x65), kind: .progress, note: id(0xb7),
        author: id(0xa2), version: 2, hash: hash(0x71)),
      """
      {"event":"note.cosigned","at":"2026-11-22T09:30:00.000Z","by":"d1d1d1d1d1d1d1d1d1d1d1d1d1d1d1\
      d1","file":"f1f1f1f1f1f1f1f1f1f1f1f1f1f1f1f1","after":{"entry":8,"hash":"65656565656565656565\
      65656565656565656565656565656565656565656565"},"kind":"progress","note":"b7b7b7b7b7b7b7b7b7b7\
      b7b7b7b7b7b7","author":"a2a2a2a2a2a2a2a2a2a2a2a2a2a2a2a2","version":2,"hash":"717171717171717\
      1717171717171717171717171717171717171717171717171"}
      """),
    EventExample(
      NoteReturned(
        file: id(0xf1), after: link(8, 0x65), kind: .progress, note: id(0xb7),
        author: id(0xa2), comment: envelope(0xb8, hash: 0x83, slots: 0x84)),
      """
      {"event":"note.returned","at":"2026-11-22T09:30:00.000Z","by":"d1d1d1d1d1d1d1d1d1d1d1d1d1d1d1\
      d1","file":"f1f1f1f1f1f1f1f1f1f1f1f1f1f1f1f1","after":{"entry":8,"hash":"65656565656565656565\
      65656565656565656565656565656565656565656565"},"kind":"progress","note":"b7b7b7b7b7b7b7b7b7b7\
      b7b7b7b7b7b7","author":"a2a2a2a2a2a2a2a2a2a2a2a2a2a2a2a2","comment":{"envelope":"b8b8b8b8b8b8\
      b8b8b8b8b8b8b8b8b8b8","version":1,"hash":"838383838383838383838383838383838383838383838383838\
      3838383838383","slots":"8484848484848484848484848484848484848484848484848484848484848484"}}
      """),
    EventExample(
      NoteReturned(
        file: id(0xf1), after: link(8, 0x65), kind: .progress, note: id(0xb7),
        author: id(0xa2), comment: nil),
      """
      {"event":"note.returned","at":"2026-11-22T09:30:00.000Z","by":"d1d1d1d1d1d1d1d1d1d1d1d1d1d1d1\
      d1","file":"f1f1f1f1f1f1f1f1f1f1f1f1f1f1f1f1","after":{"entry":8,"hash":"65656565656565656565\
      65656565656565656565656565656565656565656565"},"kind":"progress","note":"b7b7b7b7b7b7b7b7b7b7\
      b7b7b7b7b7b7","author":"a2a2a2a2a2a2a2a2a2a2a2a2a2a2a2a2"}
      """),
    EventExample(
      NoteDiscarded(
        file: id(0xf1), after: link(8, 0x65), kind: .progress, note: id(0xb7)),
      """
      {"event":"note.discarded","at":"2026-11-22T09:30:00.000Z",\
      "by":"d1d1d1d1d1d1d1d1d1d1d1d1d1d1d1d1","file":"f1f1f1f1f1f1f1f1f1f1f1f1f1f1f1f1",\
      "after":{"entry":8,"hash":"6565656565656565656565656565656565656565656565656565656565656\
      565"},"kind":"progress","note":"b7b7b7b7b7b7b7b7b7b7b7b7b7b7b7b7"}
      """),
    EventExample(
      NoteAdded(
        file: id(0xf1), after: link(8, 0x65), kind: .progress, parent: id(0xb7),
        note: envelope(0xb8, hash: 0x73, slots: 0x74)),
      """
      {"event":"note.added","at":"2026-11-22T09:30:00.000Z",\
      "by":"d1d1d1d1d1d1d1d1d1d1d1d1d1d1d1d1","file":"f1f1f1f1f1f1f1f1f1f1f1f1f1f1f1f1",\
      "after":{"entry":8,"hash":"6565656565656565656565656565656565656565656565656565656565656\
      565"},"kind":"progress","to":"b7b7b7b7b7b7b7b7b7b7b7b7b7b7b7b7",\
      "note":{"envelope":"b8b8b8b8b8b8b8b8b8b8b8b8b8b8b8b8","version":1,\
      "hash":"7373737373737373737373737373737373737373737373737373737373737373",\
      "slots":"7474747474747474747474747474747474747474747474747474747474747474"}}
      """),
    EventExample(
      AddendumSubmitted(
        file: id(0xf1), after: link(8, 0x65), kind: .progress, parent: id(0xb7),
        note: envelope(0xb9, hash: 0x75, slots: 0x76)),
      """
      {"event":"addendum.submitted","at":"2026-11-22T09:30:00.000Z",\
      "by":"d1d1d1d1d1d1d1d1d1d1d1d1d1d1d1d1","file":"f1f1f1f1f1f1f1f1f1f1f1f1f1f1f1f1",\
      "after":{"entry":8,"hash":"6565656565656565656565656565656565656565656565656565656565656\
      565"},"kind":"progress","to":"b7b7b7b7b7b7b7b7b7b7b7b7b7b7b7b7",\
      "note":{"envelope":"b9b9b9b9b9b9b9b9b9b9b9b9b9b9b9b9","version":1,\
      "hash":"7575757575757575757575757575757575757575757575757575757575757575",\
      "slots":"7676767676767676767676767676767676767676767676767676767676767676"}}
      """),
    EventExample(
      NotesImported(count: 1200, chunk: hash(0x75)),
      """
      {"event":"notes.imported","at":"2026-11-22T09:30:00.000Z",\
      "by":"d1d1d1d1d1d1d1d1d1d1d1d1d1d1d1d1","count":1200,\
      "chunk":"7575757575757575757575757575757575757575757575757575757575757575"}
      """),
    EventExample(
      NotesRead(
        [.init(file: id(0xf1), note: id(0xb7), version: 2, kind: .progress)], to: .terminal),
      """
      {"event":"note.read","at":"2026-11-22T09:30:00.000Z",\
      "by":"d1d1d1d1d1d1d1d1d1d1d1d1d1d1d1d1","notes":[{"file":"f1f1f1f1f1f1f1f1f1f1f1f1f1f1f1\
      f1","note":"b7b7b7b7b7b7b7b7b7b7b7b7b7b7b7b7","version":2,"kind":"progress"}],\
      "to":"terminal"}
      """),
    EventExample(
      WordsExported(to: .pipe, basis: .ownUse, digest: hash(0x76)),
      """
      {"event":"words.exported","at":"2026-11-22T09:30:00.000Z",\
      "by":"d1d1d1d1d1d1d1d1d1d1d1d1d1d1d1d1","to":"pipe","basis":"own-use",\
      "digest":"7676767676767676767676767676767676767676767676767676767676767676"}
      """),
    EventExample(
      FilesListed(file: id(0xf1)),
      """
      {"event":"files.listed","at":"2026-11-22T09:30:00.000Z",\
      "by":"d1d1d1d1d1d1d1d1d1d1d1d1d1d1d1d1","file":"f1f1f1f1f1f1f1f1f1f1f1f1f1f1f1f1"}
      """),
    EventExample(
      FilesListed(file: nil),
      """
      {"event":"files.listed","at":"2026-11-22T09:30:00.000Z",\
      "by":"d1d1d1d1d1d1d1d1d1d1d1d1d1d1d1d1"}
      """),
    EventExample(
      FilesSearched(file: id(0xf1), files: 1),
      """
      {"event":"files.searched","at":"2026-11-22T09:30:00.000Z",\
      "by":"d1d1d1d1d1d1d1d1d1d1d1d1d1d1d1d1","file":"f1f1f1f1f1f1f1f1f1f1f1f1f1f1f1f1",\
      "files":1}
      """),
    EventExample(
      FilesSearched(file: nil, files: 40),
      """
      {"event":"files.searched","at":"2026-11-22T09:30:00.000Z",\
      "by":"d1d1d1d1d1d1d1d1d1d1d1d1d1d1d1d1","files":40}
      """),
  ]

  static let opening = FileOpening(
    file: id(0xf1), client: id(0xe1), number: 17,
    compartment: sealed(0xc5, .file, to: 0xa1, from: 0x51), shelf: 0x0123_4567_89ab_cdef,
    record: envelope(0xb5, hash: 0x54, slots: 0x55), assigned: [id(0xa1)])

  static let part = NotesImported.Part(
    file: id(0xf1), after: link(8, 0x65), count: 3, chunk: hash(0x79), process: false)
}
