import Foundation
import Testing

/// One machine's vault between two accounts, and a third that is in no group with them.
///
/// Root can act as any account: the user ids are numbers that nobody has, so nothing is made that would
/// have to be removed. The group must have a name, and `users` has been on every system since 1979.
@Suite(
  .serialized,
  .enabled(if: OtherAccounts.areWithinReach, "acting as other accounts takes root, or sudo unasked")
)
struct SharedVaultTests {
  private let accounts: OtherAccounts

  init() throws {
    accounts = try OtherAccounts(group: "users")
    try accounts.move(in: [.alice, .bob], outside: .eve)
  }

  private func found() throws {
    let made = try accounts.run(
      ["key", "create", "--memory-mib", "64", "--name", "Alice Moss"], as: .alice)
    #expect(made.status == 0)
    let request = try accounts.run(
      ["key", "create", "--memory-mib", "64", "--name", "Bob Okafor", "--request", "-"], as: .bob)
    try accounts.scene.write(request.text, to: "shared/bob.request")
    let founding = try accounts.run(
      [
        "vault", "init", "--preset", "agency", "--name", "Alice Lind", "--group", "users",
        "--with", accounts.shared("bob.request"), "--at", accounts.vault,
        "--ticket", "-",
      ], as: .alice)
    #expect(founding.status == 0, "\(founding.errors)")
    try accounts.scene.write(founding.text, to: "shared/ticket")
    let joining = try accounts.run(
      ["vault", "join", accounts.shared("ticket"), "--at", accounts.vault], as: .bob)
    #expect(joining.status == 0, "\(joining.errors)")
  }

  @Test func `two accounts write to one vault at the same time`() throws {
    try found()
    let seen = try accounts.watchingModes {
      try accounts.runAtOnce(["audit", "checkpoint"], times: 3, as: [.alice, .bob])
    }
    // Six runs, each with status 0.
    #expect(seen.result == ["0", "0", "0", "0", "0", "0"])
    // 2770: the set-gid bit hands what SQLite makes to the group. 660: others reach nothing.
    #expect(
      seen.modes == [
        "vault 2770 users", "vault.db 660 users", "vault.db-shm 660 users",
        "vault.db-wal 660 users",
      ])
    // Founding, and a checkpoint from each run.
    let verified = try accounts.run(["audit", "verify"], as: .bob)
    #expect(verified.text.hasPrefix("everything is as the log says: 7 entries"))
  }

  /// SQLite makes these files closed, and opens them to the group an instant later. Here the other account
  /// stands still in between until this one has met them.
  @Test(arguments: ["vault.db-wal", "vault.db-shm"])
  func `a file that another account has just made is waited for`(name: String) throws {
    try found()
    let file = accounts.vault + "/" + name
    _ = try accounts.asRoot(
      "install -o \(OtherAccounts.Person.alice.rawValue) -g users -m 600 /dev/null \(file)")
    let database = accounts.vault + "/vault.db"
    let opened = try accounts.afterMeeting(database, do: "sleep 0.2; chmod 660 \(file)") {
      try accounts.run(["audit", "checkpoint"], as: .bob)
    }
    #expect(opened.status == 0, "\(opened.errors)")
    let verified = try accounts.run(["audit", "verify"], as: .alice)
    #expect(verified.text.hasPrefix("everything is as the log says: 2 entries"))
  }

  @Test func `an account outside the group reaches nothing, and is told why`() throws {
    try found()
    _ = try accounts.run(["key", "create", "--memory-mib", "64", "--name", "Eve Stone"], as: .eve)
    let joining = try accounts.run(
      ["vault", "join", accounts.shared("ticket"), "--at", accounts.vault], as: .eve)
    #expect(joining.status == 10)
    #expect(joining.errors.hasPrefix("casevault: error: this account may not reach "))
    #expect(joining.errors.contains("usermod --append --groups GROUP ACCOUNT"))
    let verifying = try accounts.run(["audit", "verify", "--vault", accounts.vault], as: .eve)
    #expect(verifying.status == 10)
  }

  /// Root would be let write whatever the modes say; this account is not.
  @Test func `a vault that its owner may only read is verified, and not a byte of it changes`()
    throws
  {
    let made = try accounts.run(
      ["key", "create", "--memory-mib", "64", "--name", "Alice Moss"], as: .alice)
    #expect(made.status == 0)
    let place = accounts.home(of: .alice) + "/practice"
    let founding = try accounts.run(
      ["vault", "init", "--name", "Alice Lind", "--at", place], as: .alice)
    #expect(founding.status == 0, "\(founding.errors)")
    #expect(try accounts.run(["client", "add", "Maria Lopez"], as: .alice).status == 0)
    _ = try accounts.asRoot("chmod 400 \(place)/*; chmod 500 \(place)")
    let look = "cd \(place) && ls -l --full-time && sha256sum *"
    let before = try accounts.asRoot(look).text
    let verified = try accounts.run(["audit", "verify"], as: .alice)
    #expect(verified.status == 0, "\(verified.errors)")
    // Founding and file.
    #expect(verified.text.hasPrefix("everything is as the log says: 2 entries"))
    #expect(try accounts.asRoot(look).text == before)
    // The database alone: nothing was left beside it either.
    #expect(try accounts.asRoot("ls \(place)").text == "vault.db\n")
    // It is the modes that keep it from being written, and the command says so.
    let adding = try accounts.run(["client", "add", "Juan Perez"], as: .alice)
    #expect(adding.status == 10, "\(adding.errors)")
    #expect(try accounts.asRoot(look).text == before)
  }

  @Test func `who is not in the group cannot found a vault for it, and nothing is made`() throws {
    let founding = try accounts.run(
      [
        "vault", "init", "--name", "Eve", "--group", "users", "--at",
        accounts.home(of: .eve) + "/v",
      ],
      as: .eve)
    #expect(founding.status == 10)
    #expect(
      founding.errors.hasPrefix(
        "casevault: error: this account is not in the group “users”; nothing was made\n"))
    let left = try accounts.asRoot("ls -A \(accounts.home(of: .eve))")
    #expect(left.text == "passphrase\n")
  }
}
