// One permit, one act.
// expect: 'permit' consumed more than once
import CaseVault
import Casework

func readTwice(_ event: NotesRead, at desk: Desk) throws {
  let permit = try desk.permit(for: event)
  try desk.append(event, spending: permit)
  try desk.append(event, spending: permit)  // must not compile
}
