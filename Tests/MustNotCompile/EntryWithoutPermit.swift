// Nothing gets into the log that policy was not asked about.
// expect: missing argument for parameter 'spending' in call
import CaseVault
import Casework

func readUnasked(_ event: NotesRead, at desk: Desk) throws {
  try desk.append(event, spending: try desk.permit(for: event))
  try desk.append(event)  // must not compile
}
