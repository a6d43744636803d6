import ArgumentParser
import CaseVault
import Casework
import Keyring
import System

/// Where an enrolment request goes, and whose it is.
struct RequestOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "Write the request to be enrolled to this file; - is standard output.", valueName: "file"),
    completion: .file())
  var request: String?

  @Option(help: "Your name, as colleagues will see it.")
  var name: String?

  /// Whether one was asked for.
  var isWanted: Bool { request != nil }

  /// Who asks to be enrolled. Looks first whether the request has a place, and then whether the name can
  /// stand in one: a key whose request could not be made would be there all the same.
  func newcomer(in session: Session) throws -> String {
    if let file {
      try PrivateFile(file).checkFree()
      guard file != session.key.file.path else { throw FileError(file, .alreadyExists) }
    }
    let name = try session.questions.value(name, of: "your name", option: "--name NAME")
    return try EnrolmentRequest.plainName(name)
  }

  /// Makes the request, and writes it to its file if it is to have one.
  func written(
    for identity: borrowing DeviceIdentity, named name: String
  ) throws -> WrittenRequest {
    let text = try EnrolmentRequest.make(
      for: identity, name: name, at: Surroundings.ofThisMachine.now(), in: try Keyring())
    if let file { try PrivateFile(file).create(with: Array(text.utf8)) }
    return WrittenRequest(text: text, file: file)
  }

  private var file: FilePath? {
    guard let request, request != "-" else { return nil }
    return FilePath(request)
  }
}

/// An enrolment request, and the file that it went to unless that is standard output.
struct WrittenRequest {
  let text: String
  let file: FilePath?
}
