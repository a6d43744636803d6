import Casework

extension ParserCheck {
  static let event = ParserCheck("event") { bytes in
    do {
      let event = try Event(encoded: bytes)
      try promise("event", "one event has one encoding", try event.encoded() == bytes)
      return true
    } catch is MalformedEvent { return false }
  }

  /// What lies in the chunks that an entry names: one import into one file, three kinds of list of
  /// fixed width, the slots of a grant, and what a recovery seals anew.
  static let manifest = ParserCheck("manifest") { bytes in
    var isAccepted = false
    do {
      let notes = try ImportedNotes(bytes: bytes)
      try promise("manifest", "imported notes are their bytes", notes.bytes == bytes)
      isAccepted = true
    } catch is MalformedIdentifier {}
    do {
      let parts = try NotesImported.parts(in: bytes)
      try promise(
        "manifest", "parts are their bytes", try NotesImported.manifest(of: parts) == bytes)
      isAccepted = true
    } catch is Violation {}
    do {
      let openings = try FilesOpened.openings(in: bytes)
      try promise(
        "manifest", "openings are their bytes", try FilesOpened.manifest(of: openings) == bytes)
      isAccepted = true
    } catch is Violation {}
    do {
      let renewed = try RecordList<RenewedSlot>.lines(in: bytes)
      try promise(
        "manifest", "renewed slots are their bytes", try RecordList.text(of: renewed) == bytes)
      isAccepted = true
    } catch is Violation {}
    do {
      let granted = try GrantedSlots.slots(in: bytes)
      try promise(
        "manifest", "granted slots are their bytes", GrantedSlots.text(of: granted) == bytes)
      isAccepted = true
    } catch is Violation {}
    do {
      let recovered = try RecoveredKeys(text: bytes)
      try promise("manifest", "recovered keys are their bytes", try recovered.text() == bytes)
      isAccepted = true
    } catch is Violation {}
    return isAccepted
  }

  static let noteHeader = ParserCheck("note-header") { bytes in
    do {
      let header = try NoteHeader(reading: bytes)
      try promise("note-header", "one header has one encoding", header.write() == bytes)
      return true
    } catch is InvalidNoteHeader { return false }
  }

  /// A dictionary has no order, so the bytes may come back in another; the state may not.
  static let stateArchive = ParserCheck("state-archive") { bytes in
    do {
      let state = try VaultState(archived: bytes)
      let again = try state.archived()
      // A shelf that the file it names does not have (u64 and u32) is not written again.
      let lost = bytes.count - again.count
      try promise("state-archive", "nothing else is lost", lost >= 0 && lost % 12 == 0)
      try promise("state-archive", "a state is read back", try VaultState(archived: again) == state)
      return true
    } catch is MalformedArchive { return false }
  }

  /// Strict JSON is its own encoding; lenient JSON keeps its value through `--json`.
  static let json = ParserCheck("json") { bytes in
    do {
      let value = try StrictJSON.parse(bytes)
      try promise("json", "one value has one encoding", try StrictJSON.write(value) == bytes)
      try promise("json", "what is strict is JSON", try LenientJSON.parse(bytes) == value)
    } catch is InvalidJSON {}
    do {
      let value = try LenientJSON.parse(bytes)
      for layout in [JSONOutput.Layout.compact, .pretty] {
        let again = Array(JSONOutput.text(of: value, layout).utf8)
        try promise("json", "a value is read back", try LenientJSON.parse(again) == value)
      }
      return true
    } catch is InvalidJSON { return false }
  }
}
