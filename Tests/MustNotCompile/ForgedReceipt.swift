// A receipt comes from a commit and from nowhere else.
// expect: 'Receipt' initializer is inaccessible due to 'fileprivate' protection level
import CaseVault
import Casework

func claimToHaveRecorded(_ event: NotesRead, in journal: Journal) throws {
  _ = try journal.record(event)
  _ = Receipt(for: [event], at: 0..<1)  // must not compile
}
