/// One note out of somebody else's file, checked and ready to be kept.
package struct ImportedNote: Sendable, Hashable {
  package let line: Int
  package let client: ClientName
  /// With its ``Note/source``: the id, author and kind that it had there.
  package let note: Note
  /// The date as it stood in the file.
  let date: String?

  /// What makes this note the one it is, for "the same file twice adds nothing": the caller keeps a
  /// keyed hash of it.
  ///
  /// Three parts, each as one byte (1, or 0 for a part that is missing), its length in eight bytes,
  /// most significant first, and its bytes: the id in the file, the date as written there, the text. As
  /// written, because what a date without an offset means depends on where the import runs. Not the
  /// client's name: the key is the client's own, and by their name, another one or their C-number it is
  /// the same note.
  package var identityBytes: [UInt8] {
    var bytes: [UInt8] = []
    bytes.reserveCapacity(note.text.utf8.count + 160)
    for part in [note.source?.id, date, note.text] {
      bytes.append(part == nil ? 0 : 1)
      bytes.append(bigEndian: UInt64(part?.utf8.count ?? 0))
      if let part { bytes += part.utf8 }
    }
    return bytes
  }
}
