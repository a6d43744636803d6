// A secret has no description.
// expect: argument type 'SecretBytes' does not conform to expected type 'Copyable'
import Sodium

func show(_ secret: consuming SecretBytes) {
  print(secret.count)
  print(secret)  // must not compile
}
