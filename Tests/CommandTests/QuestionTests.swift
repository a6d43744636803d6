import Testing

/// What is asked before it is done: on a terminal, with what it means, and Enter is no.
@Suite(.serialized) struct QuestionTests {
  private let scene: Scene

  /// An agency: two who found it, a supervisor of a clinician and a trainee, a second supervisor, an auditor.
  init() throws {
    scene = try Scene()
    for (person, name) in [
      ("pia", "Pia Moss"), ("tom", "Tom Adler"), ("sam", "Sam Otto"), ("ana", "Ana Ruiz"),
      ("tess", "Tess Thal"), ("aud", "Aud Itor"),
    ] {
      try run(
        "key create --memory-mib 64 --request \(scene.path(person)).request --name", [name],
        as: person)
    }
    try run(
      "vault init --preset agency --with \(scene.path("tom.request")) --at \(vault) --ticket \(scene.path("ticket")) --name",
      ["Pia Moss"], as: "pia")
    for founder in ["tom", "pia"] {
      try run("vault join \(scene.path("ticket")) --at \(vault)", as: founder)
    }
    for (person, role) in [
      ("sam", "supervisor"), ("ana", "clinician"), ("tess", "trainee"), ("aud", "auditor"),
    ] {
      try approve(try run("member enrol \(scene.path(person)).request --role \(role)", as: "pia"))
    }
    try run("vault ticket --out \(scene.path("later"))", as: "pia")
    for person in ["sam", "ana", "tess", "aud"] {
      try run("vault join \(scene.path("later")) --at \(vault)", as: person)
    }
    for person in ["ana", "tess"] {
      try approve(try run("member supervise \(person) --by sam", as: "pia"))
    }
    try run("client add", ["Maria Lopez"], as: "ana")
    try run("client add", ["Juan Perez"], as: "tess")
  }

  private var vault: String { scene.path("vault") }

  @discardableResult
  private func run(
    _ command: String, _ more: [String] = [], as person: String, stdin: String = ""
  ) throws -> String {
    let words = command.split(separator: " ").map(String.init) + more
    let outcome = try scene.run(words, as: person, stdin: Array(stdin.utf8))
    try #require(outcome.status == 0, "\(command): \(outcome.errors)")
    return outcome.text
  }

  /// Tom approves what was proposed last.
  private func approve(_ said: String) throws {
    let number = try #require(said.firstMatch(of: /under number (\d+)/)?.output.1)
    try run("member approve \(number)", as: "tom")
  }

  private func sit(
    _ command: String, _ more: [String] = [], as person: String
  ) throws -> Sitting {
    let sitting = try Sitting(
      command.split(separator: " ").map(String.init) + more, as: person, in: scene,
      environment: ["COLUMNS": "200"])
    try sitting.sees("Passphrase for ")
    sitting.types("\(person)'s own long passphrase\n")
    return sitting
  }

  @Test func `Enter approves nothing, gives nothing and opens nothing`() throws {
    let said = try run("member roles tess --add clinician", as: "pia")
    let number = try #require(said.firstMatch(of: /under number (\d+)/)?.output.1)
    try run("emergency roster --add ana", as: "pia")
    let terms = "--for 2w --purpose leave-cover --reason Leave"
    for (command, person, question) in [
      ("member approve \(number)", "tom", "Approve this?"),
      ("grant give juan --to ana \(terms)", "sam", "Give this?"),
      ("emergency open C-2 --safety suicide-risk --reason Call", "ana", "Open it?"),
    ] {
      let sitting = try sit(command, as: person)
      try sitting.sees("\(question) [y/N] ")
      sitting.types("\n")
      try sitting.sees("nothing was done")
      #expect(try sitting.ends() == 10, "\(command)")
    }
    #expect(try run("grant list", as: "sam").contains("no grants"))
    let yes = try sit("member approve \(number)", as: "tom")
    try yes.sees("Approve this? [y/N] ")
    yes.types("y\n")
    #expect(try yes.ends() == 0)
  }

  @Test func `what cannot be done is refused before anybody is asked`() throws {
    try run("note write juan --sign", as: "tess", stdin: "What he said.\n")
    let terms = "--for 2w --purpose leave-cover --reason Leave"
    for (command, person, error) in [
      ("note cosign juan/1 --version 2", "sam", "its author went on with the note"),
      ("note return juan/1 --version 2", "sam", "its author went on with the note"),
      ("grant give juan --to sam", "sam", "nobody gives access to themselves"),
      ("grant give juan --to aud", "sam", "none of the roles of Aud Itor comes with reading notes"),
      ("grant give juan --to ana --kinds psychotherapy \(terms)", "sam", "cannot be granted"),
      ("conflict declare maria --member tess", "ana", "you declare conflicts of your own alone"),
    ] {
      let sitting = try sit(command, as: person)
      // It would wait for an answer.
      try sitting.sees(error, seconds: 60)
      #expect(try sitting.ends() != 0)
    }
  }

  @Test func `who began a recovery is not asked for a fingerprint to contribute to it`() throws {
    try approve(
      try run("recovery set-up --officer pia --officer tom --officer sam --quorum 2", as: "pia"))
    for person in ["pia", "tom", "sam", "ana", "tess"] { try run("vault status", as: person) }
    try run(
      "key create --memory-mib 64 --request \(scene.path("anew.request")) --name", ["Ana Ruiz"],
      as: "anew")
    let said = try run(
      "recovery start \(scene.path("anew.request")) --for ana --reason Lost", as: "pia")
    let number = try #require(said.firstMatch(of: /under number (\d+)/)?.output.1)
    let sitting = try sit("recovery contribute \(number)", as: "pia")
    try sitting.sees(
      "casevault: error: you began this recovery: your own pieces count already", seconds: 60)
    #expect(try sitting.ends() == 10)
    let other = try sit("recovery contribute \(number)", as: "sam")
    try other.sees("Does Ana Ruiz read this as their fingerprint?")
    try other.sees("[y/N] ")
    other.types("y\n")
    #expect(try other.ends() == 0)
  }

  @Test func `a note is given back in the version that was read, and after a question`() throws {
    try run("note write juan --sign", as: "tess", stdin: "What he said.\n")
    for (answer, status) in [("\n", 10), ("y\n", 0)] as [(String, Int32)] {
      let sitting = try sit("note return juan/1", as: "sam")
      try sitting.sees("What he said.")
      try sitting.sees("Give this note back? It is its author's draft again then. [y/N] ")
      sitting.types(answer)
      #expect(try sitting.ends() == status)
    }
    #expect(try run("note queue", as: "tess").contains("your changes"))
  }

  @Test func `whoever declares a conflict is told what that takes away, and asked`() throws {
    for (answer, status) in [("\n", 10), ("y\n", 0)] as [(String, Int32)] {
      let sitting = try sit("conflict declare maria", as: "ana")
      try sitting.sees("a conflict of interest keeps you from C-1")
      try sitting.sees("nobody is left to whom it is assigned; Sam Otto still opens it")
      try sitting.sees("Declare it? [y/N] ")
      sitting.types(answer)
      #expect(try sitting.ends() == status)
    }
    // Nobody else opens it: refused before the question.
    try run("client add", ["Nora Nagy"], as: "sam")
    let alone = try sit("conflict declare nora", as: "sam")
    try alone.sees("nobody but you could open the case file any more")
    #expect(try alone.ends() == 10)
  }

  @Test func `whoever revokes a device of theirs is told what that means, and asked`() throws {
    try run(
      "key create --memory-mib 64 --request \(scene.path("tablet.request")) --name", ["Ana Ruiz"],
      as: "tablet")
    try run("key add-device \(scene.path("tablet.request"))", as: "ana")
    for (answer, status) in [("\n", 10), ("y\n", 0)] as [(String, Int32)] {
      let sitting = try sit("key revoke-device", as: "ana")
      try sitting.sees("Which device?")
      sitting.types("1\n")
      try sitting.sees("and it cannot be taken back")
      try sitting.sees("Revoke it? [y/N] ")
      sitting.types(answer)
      #expect(try sitting.ends() == status)
    }
    let none = try sit("key revoke-device", as: "ana")
    try none.sees("there is no other device")
    #expect(try none.ends() == 14)
  }
}
