import CaseVault
import Casework
import System

extension Moment {
  /// As this machine's clock shows it: `2026-11-22 09:30`.
  var localText: TerminalText {
    let offset = Surroundings.ofThisMachine.offsetMinutes(self)
    let time = EventTime(moment: self, offsetMinutes: offset, precision: .minute)
    return .escaped(String((time?.text ?? text).prefix(16)))
  }

  /// The day alone.
  var localDay: TerminalText {
    .escaped(date(offsetMinutes: Surroundings.ofThisMachine.offsetMinutes(self)).text)
  }
}
