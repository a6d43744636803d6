package import AuditLog
import Casework

/// A checkpoint as a stranger hands it in: read, and not believed yet.
package struct KeptCheckpoint: Sendable {
  let note: SignedNote
  package let checkpoint: Checkpoint
  let origin: LogOrigin

  /// Reads a C2SP signed note. Throws ``UnusableCheckpoint``.
  package init(_ bytes: [UInt8]) throws(UnusableCheckpoint) {
    do throws(MalformedNote) {
      note = try SignedNote(parsing: bytes)
    } catch .cutShort {
      throw .damaged
    } catch .badSignatureLine {
      throw .damaged
    } catch {
      throw .notACheckpoint
    }
    do throws(MalformedCheckpoint) {
      checkpoint = try Checkpoint(note.text)
    } catch {
      throw .notACheckpoint
    }
    guard let origin = LogOrigin(checkpoint.origin) else { throw .otherLog }
    self.origin = origin
  }

  /// Refuses to be held against another vault, before anybody types a passphrase for it.
  package func check(for vault: VaultID) throws(UnusableCheckpoint) {
    guard origin.vault == vault else { throw .otherLog }
  }
}

/// Why a checkpoint cannot even be held against this vault.
package enum UnusableCheckpoint: Error, Equatable {
  case notACheckpoint
  /// The beginning is a checkpoint's, and the signatures are cut or garbled.
  case damaged
  /// Of another vault, or of no vault at all.
  case otherLog
}
