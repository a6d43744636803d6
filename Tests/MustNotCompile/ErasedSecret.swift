// Nor does it pass for any value, and so into a log, an error or a text.
// expect: cannot assign value of type 'SecretBytes' to type 'Any'
import Sodium

func carryOff(_ secret: consuming SecretBytes) -> Any {
  var luggage: Any = secret.count
  luggage = secret  // must not compile
  return luggage
}
