import CaseVault
import Casework
import System

/// The group of accounts that will share a vault, as it was typed.
///
/// Looked at before anything is asked for or made: an account cannot give files to a group that it does
/// not belong to, and would notice only when the first of them is there.
struct SharingGroup {
  let id: GroupID

  init(named name: String) throws {
    guard let group = Account.group(named: name) else { throw NoSuchGroup(name: name) }
    guard Account.belongs(to: group) else {
      throw NotInGroup(name: name, account: Account.name())
    }
    id = group
  }
}

/// The machine has no group of that name.
struct NoSuchGroup: WordedError {
  let name: String

  var wording: Wording {
    Wording(
      .notFound, "no-such-group", "this machine has no group “\(name)”",
      hint: "its administrator makes one with: groupadd \(ShellWord(name).text)")
  }
}

/// The account that runs the command is not in the group.
struct NotInGroup: WordedError {
  let name: String
  /// Nil where the user id has no account.
  let account: String?

  var wording: Wording {
    Wording(
      .refused, "not-in-group", "this account is not in the group “\(name)”; nothing was made",
      hint:
        "the machine's administrator adds it with: usermod --append --groups \(ShellWord(name).text) \(ShellWord(account ?? "ACCOUNT").text); then sign in anew"
    )
  }
}
