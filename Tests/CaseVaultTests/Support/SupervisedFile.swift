import Casework
import Testing

@testable import CaseVault

/// A case file of the clinician's with one note, which her supervisor, who has come by, holds too.
struct SupervisedFile {
  let team: Team
  let file: CaseFileID
  let note: NoteID
  let compartment: CompartmentID

  init() throws {
    var team = try Team()
    (file, note) = try team.openFile()
    compartment = try team.compartment(of: file)
    try team.comesBack(.supervisor)
    #expect(try team.holders(of: file) == [.supervisor, .clinician])
    self.team = team
  }
}
