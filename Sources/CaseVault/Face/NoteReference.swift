package import Casework

/// Names one note of a vault. Random, and so says nothing of it; good to keep.
public struct NoteReference: Sendable, Hashable {
  package let id: NoteID

  package init(_ id: NoteID) { self.id = id }

  /// Reads exactly what ``hexadecimal`` gives. Throws ``VaultError/noSuchNote`` for anything else.
  public init(hexadecimal text: String) throws(VaultError) {
    do { id = try NoteID(hexadecimal: text) } catch { throw .noSuchNote }
  }

  /// 32 lower-case hexadecimal digits.
  public var hexadecimal: String { id.hexadecimal }
}
