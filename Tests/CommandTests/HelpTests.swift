import ArgumentParser
import Casework
import Testing

@testable import CaseVaultCommands

@Suite struct HelpTests {
  @Test func `the help of an import names every field`() {
    let help = CaseVaultCommand.helpMessage(for: ImportNotes.self)
    let missing = ImportField.allCases.filter { !help.contains($0.name) }
    #expect(missing.isEmpty)
  }

  @Test func `the help of an enrolment names every role`() {
    let help = CaseVaultCommand.helpMessage(for: MemberEnrol.self)
    let missing = Role.all.filter { !help.contains($0.code) }
    #expect(missing.isEmpty)
  }

  /// SQLite keeps a database's user version, big-endian, from byte 60 of the file on.
  @Test func `the version names the format of the vaults that are made`() throws {
    let scene = try Scene()
    _ = try scene.run(["key", "create", "--memory-mib", "64", "--name", "Ada Berg"], as: "ada")
    _ = try scene.run(
      ["vault", "init", "--name", "Ada Berg", "--at", scene.path("vault")], as: "ada")
    let made = try scene.shell("od -An -tu1 -j60 -N4 vault/vault.db")
    #expect(made.text.split(separator: " ").map(String.init) == ["0", "0", "0", "3\n"])
    let said = try scene.shell("exec \"$0\" --version", [Scene.command])
    #expect(said.text == "casevault 0.1.0 (format 3, suite 1)\n")
  }

  @Test(arguments: [
    (["--json", "client", "list"], ["client", "list", "--json"]),
    (
      ["--vault", "/v", "--key=k", "note", "show", "x"],
      ["note", "show", "x", "--vault", "/v", "--key=k"]
    ),
    (["--json", "note", "search", "--", "-x"], ["note", "search", "--json", "--", "-x"]),
    (["--json"], ["--json"]), (["--json", "--help"], ["--json", "--help"]),
    (["client", "list", "--json"], ["client", "list", "--json"]), ([], []),
  ])
  func `options before the noun mean the same behind the verb`(typed: [String], read: [String]) {
    #expect(LeadingOptions.moved(behind: typed) == read)
  }

  @Test(arguments: [
    (["casevault", "--va"], "--vault"), (["casevault", "--vault", "fo"], "folder"),
    (["casevault", "--vault", "folder", "no"], "note"),
    (["casevault", "--json", "note", "li"], "list"), (["casevault", "--key", "ke"], "key"),
  ])
  func `a shell completes options before the noun, and what follows them`(
    words: [String], completed: String
  ) throws {
    let scene = try Scene()
    let answer = try scene.shell(
      """
      mkdir folder; touch key
      "$0" --generate-completion-script bash >completion
      exec bash --norc -c '. ./completion; COMP_WORDS=("$@"); COMP_CWORD=$(($# - 1))
        COMP_LINE="$*"; COMP_POINT=${#COMP_LINE}
        _casevault casevault "${COMP_WORDS[COMP_CWORD]}" "${COMP_WORDS[COMP_CWORD - 1]}"
        echo "${COMPREPLY[@]}"' bash "$@"
      """, [Scene.command] + words)
    #expect(answer.text.split(whereSeparator: \.isWhitespace).map(String.init) == [completed])
  }
}
