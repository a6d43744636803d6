// A secret has one owner, who wipes it.
// expect: 'secret' consumed more than once
import Sodium

func keep(_ secret: consuming SecretBytes) -> Int {
  let mine = secret
  let yours = secret  // must not compile
  return mine.count
}
