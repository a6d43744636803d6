import ArgumentParser
import CaseVault
import Casework
import Keyring
import System

/// Where an enrolment request goes, and whose it is.
struct RequestOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "Write a request to be enrolled to this file; - is standard output.", valueName: "file"),
    completion: .file())
  var request: String?

  @Option(help: "Your name, as colleagues will see it.")
  var name: String?

  /// Who asks to be enrolled; nil when no request is wanted. Looks first whether the request has a
  /// place: a key whose request could not be written would be there all the same.
  func newcomer(in session: Session) throws -> String? {
    guard let request else { return nil }
    if request != "-" {
      let file = FilePath(request)
      try PrivateFile(file).checkFree()
      guard file != session.key.file.path else { throw FileError(file, .alreadyExists) }
    }
    return try session.questions.value(name, of: "your name", option: "--name NAME")
  }

  /// Makes the request and writes it where it was wanted.
  func written(for identity: borrowing DeviceIdentity, named name: String?) throws
    -> WrittenRequest?
  {
    guard let request, let name else { return nil }
    let text = try EnrolmentRequest.make(
      for: identity, name: name, at: Surroundings.ofThisMachine.now(), in: try Keyring())
    guard request != "-" else { return WrittenRequest(text: text, file: nil) }
    try PrivateFile(FilePath(request)).create(with: Array(text.utf8))
    return WrittenRequest(text: text, file: FilePath(request))
  }
}

/// An enrolment request, and the file that it went to unless that is standard output.
struct WrittenRequest {
  let text: String
  let file: FilePath?
}
