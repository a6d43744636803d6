import CaseVault
import Casework
import System

/// What is said of a checkpoint that was held against the log.
struct OutsideCheckpointAnswer {
  private let outside: OutsideCheckpoint
  private let now: Moment

  init(_ outside: OutsideCheckpoint, at now: Moment) {
    (self.outside, self.now) = (outside, now)
  }

  var facts: JSONObject {
    var facts = JSONObject([
      ("standing", .string(outside.standing.code)),
      ("entries", .integer(Int64(clamping: outside.size))),
      ("root", .string(ContentHash(outside.root).hexadecimal)),
      ("generation", .integer(Int64(outside.generation))),
    ])
    if case .contained(let entries) = outside.standing {
      facts.append("since", .integer(Int64(clamping: entries)))
    }
    if case .beyondLog(let entries) = outside.standing {
      facts.append("missing", .integer(Int64(clamping: entries)))
    }
    facts.append("handedOut", ifPresent: outside.handedOut.map { .string($0.text) })
    return facts
  }

  /// One line for content, and for what could not be judged; the rest has its own sentence as an error.
  var line: TerminalText? {
    if case .notJudged = outside.standing {
      return "the checkpoint could not be judged: the log is broken before it comes so far"
    }
    guard case .contained(let since) = outside.standing else { return nil }
    let entries = TerminalText.count(Int(clamping: outside.size), "entry", "entries")
    let more = since == 0 ? "none" : TerminalText.grouped(Int(clamping: since))
    let date: TerminalText =
      outside.handedOut.map { "; handed out \($0.localText), \(age(of: $0))" } ?? ""
    return "the log contains the checkpoint's: its \(entries), and \(more) since\(date)"
  }

  private func age(of moment: Moment) -> TerminalText {
    let milliseconds = now.millisecondsSince1970 - moment.millisecondsSince1970
    let days = max(0, Int(milliseconds / 86_400_000))
    return days == 0 ? "less than a day ago" : "\(TerminalText.count(days, "day", "days")) ago"
  }

  /// Nil where the checkpoint is content, and where the log's own fault says why it could not be judged.
  var fault: CheckpointFault? {
    switch outside.standing {
    case .contained, .notJudged: nil
    case .unrecorded, .beyondLog, .otherHistory, .givenUp, .laterGeneration, .changed, .otherKey:
      CheckpointFault(outside: outside)
    }
  }
}

/// The log is not, or not all of, what somebody outside was told of it.
struct CheckpointFault: WordedError {
  let outside: OutsideCheckpoint

  var wording: Wording {
    Wording(.integrity, "checkpoint-\(outside.standing.code)", message, hint: hint)
  }

  private var message: TerminalText {
    let entries = TerminalText.count(Int(clamping: outside.size), "entry", "entries")
    return switch outside.standing {
    case .beyondLog(let missing):
      "the checkpoint is of \(entries), and this log lacks \(TerminalText.grouped(Int(clamping: missing))) of them: it was cut, or is an older copy"
    case .otherHistory:
      "the first \(entries) of this log are not those of the checkpoint: the log was rewritten, or forked from an older copy"
    case .unrecorded:
      "the log begins with the checkpoint's \(entries), and no entry says that it was handed out: what came behind was cut or rewritten, or a changed program made the checkpoint"
    case .givenUp(let generation):
      "what the checkpoint of generation \(outside.generation) covers was given up: the vault went on from an older copy, in generation \(generation) now"
    case .laterGeneration(let generation):
      "the checkpoint is of generation \(outside.generation), and this vault is in generation \(generation): it is a copy from before it was restored"
    case .changed: "the checkpoint was changed after it was signed"
    case .otherKey:
      "the checkpoint is not signed with the key that this log has for one of its size"
    case .contained, .notJudged: "the checkpoint could not be judged"
    }
  }

  private var hint: TerminalText {
    switch outside.standing {
    case .beyondLog, .laterGeneration:
      "write nothing more; bring the newer file back, and keep this one and the checkpoint until it is found"
    case .givenUp: "casevault audit log shows who restored it, and who approved"
    case .otherKey:
      "the key changes when somebody leaves: hold it against the newest copy of the vault that there is; else ask whoever kept it for the file as they got it"
    case .changed:
      "it says nothing about this vault; ask whoever kept it for the file as they got it"
    case .otherHistory, .unrecorded, .contained, .notJudged:
      "write nothing more; keep this file and the checkpoint, which together show it, and verify a backup: casevault vault backup verify FILE"
    }
  }
}

extension OutsideCheckpoint.Standing {
  /// The word in `--json`.
  fileprivate var code: String {
    switch self {
    case .contained: "contained"
    case .unrecorded: "unrecorded"
    case .beyondLog: "beyond-log"
    case .otherHistory: "other-history"
    case .givenUp: "given-up"
    case .laterGeneration: "later-generation"
    case .changed: "changed"
    case .otherKey: "other-key"
    case .notJudged: "not-judged"
    }
  }
}

extension UnusableCheckpoint: WordedError {
  var wording: Wording {
    switch self {
    case .notACheckpoint:
      Wording(
        .usage, "not-a-checkpoint", "that is no checkpoint",
        hint: "name the file that casevault audit checkpoint made, with its last lines")
    case .damaged:
      Wording(
        .integrity, "checkpoint-damaged", "the checkpoint was cut or garbled on its way",
        hint: "ask whoever kept it for the file as they got it")
    case .otherLog:
      Wording(
        .conflict, "checkpoint-of-another-vault", "that is a checkpoint of another vault",
        hint: "name the vault that it is of with --vault FOLDER")
    }
  }
}
