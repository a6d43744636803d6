import CaseVault
import System

extension StorageError: WordedError {
  var wording: Wording {
    switch self {
    case .notFound(let path), .notAVault(let path):
      Wording(
        .notFound, "no-vault-there", "there is no vault at \(path)",
        hint:
          "name the right folder with --vault FOLDER; from a backup: casevault vault restore FILE; a new one: casevault vault init --at FOLDER"
      )
    case .alreadyExists(let path):
      Wording(
        .conflict, "vault-exists", "there is something at \(path) already",
        hint: "choose another folder with --at FOLDER, or move it away; nothing is ever overwritten"
      )
    case .newerFormat(let found, let known):
      Wording(
        .refused, "vault-too-new",
        "the vault has format \(found), and this program reads only format \(known)",
        hint: "use a newer casevault")
    case .olderFormat(let found, let known):
      Wording(
        .refused, "vault-too-old",
        "the vault has format \(found), and this program reads only format \(known)",
        hint: "read it with the casevault that made it; nothing of it was changed")
    case .unexpectedSchema(let object):
      Wording(
        .integrity, "unexpected-schema",
        "the database is not as casevault makes it: \(object)",
        hint: "do not use it; verify a backup: casevault vault backup verify FILE")
    case .corrupt:
      Wording(
        .integrity, "database-damaged", "the database itself is damaged",
        hint: "keep the file, and verify a backup: casevault vault backup verify FILE")
    case .busy:
      Wording(
        .conflict, "busy", "another program is writing to the vault",
        hint: "try again in a moment; nothing was changed")
    case .conflict:
      Wording(
        .conflict, "somebody-was-quicker", "somebody else wrote to the vault meanwhile",
        hint: "run the command again; nothing was changed")
    case .inconsistentCommit:
      Wording(
        .bug, "bug", "the storage refused what was to be written",
        hint: "nothing was half done; please report it with the command that you ran")
    case .full:
      Wording(
        .refused, "no-space", "there is no space left for the vault",
        hint: "nothing was changed; make room and run the command again")
    case .noSharedMemory:
      Wording(
        .refused, "no-shared-memory",
        "the file through which programs share the vault (vault.db-shm) could not grow: there is no space left, or the disk fails",
        hint:
          "nothing was changed; if there is room (df), look after the disk, and keep a backup elsewhere"
      )
    case .readOnly:
      Wording(
        .refused, "read-only", "the vault's files take no writes",
        hint: "casevault audit verify runs on a read-only vault; all else is recorded first")
    case .permissionDenied(let path):
      Wording(
        .refused, "permission-denied", "this account may not reach \(path)",
        hint:
          "a vault of your own lies in a folder of your own; for a shared one, the machine's administrator adds your account to its group (usermod --append --groups GROUP ACCOUNT)"
      )
    case .tooLarge:
      Wording(
        .refused, "too-large", "that is more than a vault keeps in one piece",
        hint: "nothing was changed; take it in smaller pieces")
    case .networkFileSystem(let path, let kind):
      Wording(
        .refused, "network-file-system",
        "\(path) lies on a network share (\(kind)), where two machines could write at once and destroy the vault",
        hint: "choose a folder on a disk of this machine with --at FOLDER")
    case .unsafeFile(let path, let reason):
      Wording(
        .refused, "unsafe-file", "\(path) cannot be trusted: \(reason)",
        hint:
          "see that nobody has changed it, then make it yours alone: chmod go-rwx \(FilePath(path).quoted)"
      )
    case .io(let code):
      Wording(
        .refused, "io-error", "the vault could not be read or written (error \(code))",
        hint: "look after the disk, and keep a backup elsewhere")
    }
  }
}
