// The words of a note are had for a receipt, which only a commit makes.
// expect: missing argument for parameter 'showing' in call
import CaseVault
import Casework
import Keyring

func open(
  _ read: NotesRead.Read, in envelope: StoredEnvelope, of vault: Vault,
  as compartment: CompartmentID, showing receipt: borrowing Receipt
) throws {
  _ = try vault.texts(of: read, in: envelope, as: compartment, showing: receipt)
  _ = try vault.texts(of: read, in: envelope, as: compartment)  // must not compile
}
