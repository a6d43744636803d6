import CaseVault
import Casework
import System

extension CannotCheckAttestation: WordedError {
  var wording: Wording {
    switch self {
    case .noAttestation(let number):
      Wording(
        .notFound, "no-attestation", "entry \(number) attests nothing",
        hint: "casevault audit log shows which do, as access.attested")
    case .withoutEffect(let number):
      Wording(
        .conflict, "attestation-without-effect",
        "entry \(number) counts for nothing: whoever signed it may not attest that",
        hint: "casevault audit verify names it")
    }
  }
}

extension AttestationFalse: WordedError {
  var wording: Wording {
    Wording(
      .integrity, "attestation-false",
      "what entry \(entry) attests is not what the log gave",
      hint: "casevault audit log says who signed it; look at the list anew: casevault member review"
    )
  }
}
