import ArgumentParser
import Foundation
import Testing

@testable import CaseVaultCommands

/// What only a person at a terminal meets: questions, passphrases that are not shown, editors, Ctrl-C.
@Suite(.serialized) struct TerminalTests {
  private let scene: Scene
  private let passphrase = "ada's own long passphrase"

  init() throws {
    scene = try Scene()
    _ = try scene.run(["key", "create", "--memory-mib", "64", "--name", "Ada Berg"], as: "ada")
    _ = try scene.run(["vault", "init", "--name", "Ada Berg"], as: "ada")
  }

  @Test func `a new passphrase is typed twice and never shown`() throws {
    let sitting = try Sitting(
      ["key", "create", "--memory-mib", "64"], as: "eve", in: scene, environment: ["COLUMNS": "40"])
    try sitting.sees("Your name: ")
    sitting.types("Eve Stone\n")
    try sitting.sees("New passphrase for your key, 15 characters or more: ")
    sitting.types("too short\n")
    try sitting.sees("the passphrase has 9 characters, and at least 15 are needed")
    try sitting.sees("New passphrase for your key, 15 characters or more: ")
    sitting.types("eve's own long passphrase\n")
    try sitting.sees("Once more: ")
    sitting.types("eve's other long passphrase\n")
    try sitting.sees("the two passphrases are not the same")
    try sitting.sees("New passphrase for your key, 15 characters or more: ")
    sitting.types("eve's own long passphrase\n")
    try sitting.sees("Once more: ")
    sitting.types("eve's own long passphrase\n")
    let status = try sitting.ends()
    #expect(status == 0)
    #expect(sitting.screen.contains("fingerprint  "))
    // The request stands below, as it is to be copied: no line of it broken, however narrow the screen.
    let below = try #require(sitting.screen.firstRange(of: "read them the fingerprint.\r\n"))
    let request = sitting.screen[below.upperBound...].split(separator: "\r\n")
    #expect(request.count == 3)
    #expect(request.first == "casevault enrolment request v1")
    #expect(request.dropFirst().first?.contains("\"name\":\"Eve Stone\",") == true)
    #expect(!sitting.screen.contains("eve's own"))
  }

  @Test func `a missing name is asked for, and a wrong passphrase may be typed again`() throws {
    let sitting = try Sitting(["client", "add"], as: "ada", in: scene)
    try sitting.sees("Passphrase for ")
    sitting.types("not her passphrase\n")
    try sitting.sees("that is not the passphrase of this key")
    try sitting.sees("2 tries left")
    try sitting.sees("Passphrase for ")
    sitting.types(passphrase + "\n")
    try sitting.sees("The client's name: ")
    sitting.types("Maria Lopez\n")
    try sitting.sees("Maria Lopez is C-1")
    let status = try sitting.ends()
    #expect(status == 0)
  }

  /// Commands without an argument that they need, what is asked for, an answer that leads nowhere, and
  /// how the command then ends.
  private static let lacking: [(command: String, question: String, answer: String, status: Int32)] =
    [
      ("vault init --preset agency", "The second founder's enrolment request", "none", 11),
      ("vault join", "The ticket's file", "none", 14),
      ("vault restore", "The backup", "none", 14),
      ("vault backup verify", "The backup", "none", 14),
      ("vault backup", "The new file", "none/copy", 14),
      ("key add-device", "The new device's request", "none", 14),
      ("member enrol", "The newcomer's request", "none", 14),
      ("member decline", "The number under which it waits", "7", 14),
      ("member supervise", "A colleague", "none", 14),
      ("member unsupervise", "A colleague", "none", 14),
      ("member offboard", "A colleague", "none", 14),
      ("member roles", "A colleague", "none", 14),
      ("recovery set-up", "The officers, with commas between", "none", 14),
      ("recovery start", "The new key's request", "none", 10),
      ("recovery contribute", "The recovery's number", "7", 10),
      ("recovery stop", "The recovery's number", "7", 10),
      ("file assign", "The client", "none", 14), ("file hand-over", "The client", "none", 14),
      ("conflict declare", "The client", "none", 14),
      ("conflict clear", "The client", "none", 14), ("file unassign", "The client", "none", 14),
      ("grant request", "The client", "none", 14), ("grant give", "The client", "none", 14),
      ("grant approve", "The grant", "none", 64), ("grant decline", "The grant", "9", 14),
      ("grant show", "The grant", "none", 64), ("grant extend", "The grant", "none", 64),
      ("grant revoke", "The grant", "none", 64),
      ("emergency open", "The client", "none", 14),
      ("emergency close", "The emergency", "none", 64),
      ("emergency show", "The emergency", "none", 64),
      ("emergency review", "The emergency", "none", 64),
      ("note cosign", "The note", "none", 64),
      ("note return", "The note", "none", 64),
      ("client add", "The client's name", "\u{200B}", 64),
      ("client show", "The client", "none", 14),
      ("client rename", "The client", "none", 14), ("note write", "The client", "none", 14),
      ("note edit", "The note", "none", 64), ("note sign", "The note", "none", 64),
      ("note addendum", "The note", "none", 64), ("note discard", "The note", "none", 64),
      ("note show", "The note", "none", 64), ("note list", "The client", "none", 14),
      ("note history", "The note", "none", 64),
      ("note search", "The text to look for", "none", 0),
      ("import notes", "The file to import", "none", 14),
      ("audit show", "The entry's number", "99", 14), ("audit show", "The entry's number", "x", 64),
    ]

  @Test func `whatever a command needs is asked for at a terminal`() throws {
    for (command, question, answer, status) in Self.lacking {
      let words = command.split(separator: " ").map(String.init)
      let sitting = try Sitting(words, as: "ada", in: scene)
      // Where no vault is opened, the question comes first.
      let plain = ["vault init", "vault join", "vault restore", "vault backup verify"]
      if !plain.contains(where: command.hasPrefix) {
        try sitting.sees("Passphrase for ")
        sitting.types(passphrase + "\n")
      }
      try sitting.sees(question + ": ")
      sitting.types(answer + "\n")
      #expect(try sitting.ends() == status, "casevault \(command)")
      #expect(!sitting.screen.contains("missing"), "casevault \(command)")
    }
  }

  /// In a synopsis, what cannot be left out follows the verb in capitals, without brackets.
  @Test func `no command that needs something is left out above`() throws {
    var needing: Set<String> = []
    func look(at command: any ParsableCommand.Type) {
      command.configuration.subcommands.forEach(look)
      guard let synopsis = (command as? any Command.Type)?.synopsis else { return }
      let words = synopsis.split(separator: " ").dropFirst()
      let verb = words.prefix {
        $0.first?.isLowercase == true && $0.allSatisfy { $0.isLowercase || $0 == "-" }
      }
      // Of several ways the first is the one that is asked for.
      guard let needed = words.dropFirst(verb.count).first?.prefix(while: { $0 != "|" }),
        needed.allSatisfy(\.isUppercase)
      else { return }
      needing.insert(verb.joined(separator: " "))
    }
    look(at: CaseVaultCommand.self)
    #expect(needing.count == 46)
    #expect(needing.subtracting(Self.lacking.map(\.command)).isEmpty)
  }

  @Test func `when two clients fit, the person says which`() throws {
    _ = try scene.run(["client", "add", "Maria Lopez"], as: "ada")
    _ = try scene.run(["client", "add", "Mario Lopes"], as: "ada")
    let sitting = try Sitting(["client", "show", "mari"], as: "ada", in: scene)
    try sitting.sees("Passphrase for ")
    sitting.types(passphrase + "\n")
    try sitting.sees("2  C-2  Mario Lopes")
    try sitting.sees("Who is meant? [1-2]: ")
    sitting.types("2\n")
    try sitting.sees("name      Mario Lopes")
    let status = try sitting.ends()
    #expect(status == 0)
  }

  @Test func `whoever joins and whoever approves compares a fingerprint, and sees the role`() throws
  {
    _ = try scene.run(
      ["key", "create", "--memory-mib", "64", "--name", "Tom Adler", "--request", "tom.request"],
      as: "tom")
    _ = try scene.run(
      ["key", "create", "--memory-mib", "64", "--name", "Eve Stone", "--request", "eve.request"],
      as: "eve")
    let vault = scene.path("agency")
    let founded = try scene.run(
      [
        "vault", "init", "--preset", "agency", "--with", "tom.request", "--name", "Ada Berg",
        "--at",
        vault, "--ticket", "tom.ticket",
      ], as: "ada")
    let issuer = try #require(founded.text.firstMatch(of: /\d{5}( \d{5}){5}/)?.output.0)
    for (answer, status) in [("n", 10), ("y", 0)] as [(String, Int32)] {
      let joining = try Sitting(
        ["vault", "join", scene.path("tom.ticket"), "--at", vault], as: "tom", in: scene)
      try joining.sees("Passphrase for ")
      joining.types("tom's own long passphrase\n")
      try joining.sees("Does whoever gave you the ticket read this as their fingerprint?")
      try joining.sees("\(issuer) [y/N]")
      joining.types("\(answer)\n")
      #expect(try joining.ends() == status)
    }
    _ = try scene.run(["member", "enrol", "eve.request", "--role", "supervisor"], as: "ada")
    let approving = try Sitting(["member", "approve", "1"], as: "tom", in: scene)
    try approving.sees("Passphrase for ")
    approving.types("tom's own long passphrase\n")
    try approving.sees("enrol Eve Stone as supervisor, proposed by Ada Berg")
    try approving.sees("Does Eve Stone read this as their fingerprint?")
    approving.types("y\n")
    try approving.sees("Eve Stone is a member now")
    #expect(try approving.ends() == 0)
    // A backup that is opened with a ticket rests on the same comparison.
    _ = try scene.run(["vault", "ticket", "--out", "eve.ticket", "--vault", vault], as: "ada")
    _ = try scene.run(["vault", "backup", scene.path("copy"), "--vault", vault], as: "ada")
    for (answer, status) in [("n", 10), ("y", 0)] as [(String, Int32)] {
      let restoring = try Sitting(
        [
          "vault", "restore", scene.path("copy"), "--at", scene.path("elsewhere"), "--ticket",
          scene.path("eve.ticket"),
        ], as: "eve", in: scene)
      try restoring.sees("Passphrase for ")
      restoring.types("eve's own long passphrase\n")
      try restoring.sees("Does whoever gave you the ticket read this as their fingerprint?")
      restoring.types("\(answer)\n")
      #expect(try restoring.ends() == status)
    }
  }

  @Test func `a narrow screen breaks sentences, and nothing that another program reads`() throws {
    _ = try scene.run(["vault", "ticket", "--out", "ticket"], as: "ada")
    let file = try scene.read("ticket")
    let issuer = try #require(file.firstMatch(of: /"issuer":"\d{5}( \d{5}){5}"/)?.output.0)
    let ticket = try Sitting(
      ["vault", "ticket"], as: "ada", in: scene, environment: ["COLUMNS": "40"])
    try ticket.sees("Passphrase for ")
    ticket.types(passphrase + "\n")
    try ticket.sees("\(issuer)}")
    #expect(try ticket.ends() == 0)
    let added = try Sitting(
      ["client", "add", "Somebody with a name of many words"], as: "ada", in: scene,
      environment: ["COLUMNS": "30"])
    try added.sees("Passphrase for ")
    added.types(passphrase + "\n")
    try added.sees("Somebody with a name of many\r\nwords is C-1")
    #expect(try added.ends() == 0)
  }

  @Test func `Ctrl-C at a passphrase ends with 130 and changes nothing`() throws {
    let sitting = try Sitting(["client", "add", "Maria Lopez"], as: "ada", in: scene)
    try sitting.sees("Passphrase for ")
    sitting.types("\u{03}")
    let status = try sitting.ends()
    #expect(status == 130)
    let list = try scene.run(["client", "list"], as: "ada")
    #expect(list.text == "no clients yet: casevault client add NAME\n")
  }

  @Test func `an unknown editor is used only when that is allowed`() throws {
    try scene.write("#!/bin/sh\nprintf 'Written in an editor.\\n' > \"$1\"\n", to: "editor")
    _ = try scene.shell("chmod +x editor")
    _ = try scene.run(["client", "add", "Maria Lopez"], as: "ada")
    let refused = try Sitting(
      ["note", "write", "maria"], as: "ada", in: scene, editor: "nano",
      environment: ["VISUAL": scene.path("editor")])
    try refused.sees("Passphrase for ")
    refused.types(passphrase + "\n")
    try refused.sees("Title (or Enter for none): ")
    refused.types("\n")
    try refused.sees("it is not known whether")
    // The variable that counts, since another EDITOR would change nothing.
    try refused.sees("set VISUAL to vim, nvim, nano or emacs")
    let refusal = try refused.ends()
    #expect(refusal == 10)
    let allowed = try Sitting(
      ["note", "write", "maria", "--allow-editor"], as: "ada", in: scene,
      editor: scene.path("editor"))
    try allowed.sees("Passphrase for ")
    allowed.types(passphrase + "\n")
    try allowed.sees("Title (or Enter for none): ")
    allowed.types("First\n")
    try allowed.sees("is kept as a draft")
    let status = try allowed.ends()
    #expect(status == 0)
    let note = try scene.run(["note", "show", "C-1/1"], as: "ada")
    #expect(note.text.hasSuffix("\n\nWritten in an editor.\n"))
  }
}
