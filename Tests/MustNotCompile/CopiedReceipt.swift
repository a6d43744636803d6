// A receipt has one owner; what it proves cannot be handed around.
// expect: 'receipt' consumed more than once
import CaseVault

func handAround(_ receipt: consuming Receipt) -> Range<UInt64> {
  let mine = receipt
  let yours = receipt  // must not compile
  return mine.positions
}
