@testable import Casework

// What an entry that hangs on a file's history means there, told a second time.

extension PlainModel {
  mutating func stored(
    _ note: String, in file: String, kind: String, version: Int, hash: String, by member: String
  ) -> Bool {
    guard let known = files[file]?.notes[note] else {
      guard version == 1 else { return false }
      files[file]?.notes[note] = Note(
        author: member, kind: kind, status: "draft", versions: 1, hash: hash)
      return true
    }
    guard ["draft", "submitted"].contains(known.status), known.author == member,
      known.kind == kind, version == known.versions + 1
    else { return false }
    files[file]?.notes[note]?.versions = version
    files[file]?.notes[note]?.hash = hash
    files[file]?.notes[note]?.status = "draft"
    return true
  }

  mutating func ended(
    _ note: String, in file: String, kind: String, as status: String, version: Int? = nil,
    hash: String? = nil, by member: String
  ) -> Bool {
    guard let known = files[file]?.notes[note], known.author == member,
      known.status == "draft" || status == "discarded" && known.status == "submitted",
      known.kind == kind, version ?? known.versions == known.versions,
      hash ?? known.hash == known.hash
    else { return false }
    files[file]?.notes[note]?.status = status
    return true
  }
}
