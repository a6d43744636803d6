import ArgumentParser
import CaseVault
import Casework
import System

/// `casevault vault init`: founds a vault, and makes the founder's key where there is none.
struct VaultInit: PlainCommand {
  static let synopsis = """
    casevault vault init [--preset agency --with REQUEST [--ticket FILE]] [--name NAME] [--at FOLDER] \
    [--group GROUP]
    """
  static let configuration = CommandConfiguration(
    commandName: "init", abstract: "Found a vault.", usage: synopsis,
    discussion: """
      A practice of one is founded at once. An agency is founded by two people: you name the second \
      with the enrolment request of theirs, and hand them the ticket that comes out; the agency begins \
      when they have joined. You are its privacy officer, they its administrator.
      """)

  @OptionGroup var options: GlobalOptions

  @Option(help: "solo or agency.")
  var preset: VaultPreset = .solo

  @Option(
    name: .customLong("with"),
    help: ArgumentHelp("The second founder's enrolment request.", valueName: "file"),
    completion: .file())
  var request: String?

  @Option(help: "Your name, as colleagues will see it.")
  var name: String?

  @Option(
    help: ArgumentHelp("Where the vault will lie.", valueName: "folder"), completion: .directory)
  var at: String?

  @Option(
    help: ArgumentHelp("Share it with the accounts of this group.", valueName: "group"))
  var group: String?

  @Option(
    help: ArgumentHelp("Write the second founder's ticket to this file.", valueName: "file"),
    completion: .file())
  var ticket: String?

  func answer(in session: Session) throws -> Answer {
    if preset == .solo, request != nil {
      throw UsageError("a practice of one has no second founder", usage: "--preset agency")
    }
    let request =
      preset == .solo
      ? nil
      : try session.questions.value(
        request, of: "the second founder's enrolment request", option: "--with REQUEST")
    let founding = try VaultFounding(
      at: at.map { FilePath($0) }, group: group, by: name, in: session)
    guard let request else { return try founding.solo() }
    return try founding.agency(with: InputFile(path: request), ticket: ticket)
  }
}

/// One person or an agency.
enum VaultPreset: String, ExpressibleByArgument, CaseIterable {
  case solo, agency
}
