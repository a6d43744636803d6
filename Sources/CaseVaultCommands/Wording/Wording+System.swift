import System

extension FileError: WordedError {
  var wording: Wording {
    let path: TerminalText = "\(path)"
    return switch reason {
    case .notAPath:
      Wording(
        .usage, "not-a-path", "“\(path)” is not a path",
        hint: "name a file or a folder")
    case .notFound:
      Wording(
        .notFound, "file-not-found", "there is nothing at \(path)",
        hint: "look where it lies, and name it with its folder")
    case .alreadyExists:
      Wording(
        .conflict, "file-exists", "\(path) is there already",
        hint: "choose another name, or move it away first; nothing is ever overwritten")
    case .isDirectory:
      Wording(
        .usage, "is-a-folder", "\(path) is a folder, and a file is meant",
        hint: "name a file")
    case .notADirectory:
      Wording(
        .usage, "not-a-folder", "\(path) is not a folder", hint: "name a folder")
    case .isSymbolicLink:
      Wording(
        .refused, "symbolic-link", "\(path) is a symbolic link, which is not followed here",
        hint: "name the file it leads to")
    case .notARegularFile:
      Wording(
        .refused, "not-a-regular-file", "\(path) is not a regular file",
        hint: "name a plain file; - is standard input where a text is read")
    case .wrongOwner(let owner):
      Wording(
        .refused, "wrong-owner", "\(path) belongs to another account (user id \(owner))",
        hint: "use a file of your own; another account could change this one")
    case .wrongGroup(let group):
      Wording(
        .refused, "wrong-group", "\(path) belongs to another group (group id \(group))",
        hint:
          "a shared vault's files belong to one group: chgrp -R GROUP \(self.path.parent.quoted)")
    case .tooOpen(let mode):
      Wording(
        .refused, "too-open",
        "other accounts can reach \(path) (mode \(TerminalText.octal(mode)))",
        hint: "see that nobody has changed it, then: chmod go-rwx \(self.path.quoted)")
    case .tooLarge(let limit):

      Wording(
        .usage, "file-too-large", "\(path) has more than \(TerminalText.size(limit))",
        hint: "see that it is the right one; what is too long for one note can be several")
    case .nameTooLong:
      Wording(
        .usage, "name-too-long", "the name \(path) is too long", hint: "choose a shorter one")
    case .noSpace:
      Wording(
        .refused, "no-space", "there is no space left for \(path)",
        hint: "nothing was changed; make room and run the command again")
    case .mayNotLast(let number):
      Wording(
        .refused, "may-not-last",
        "\(path) is changed, but the disk did not confirm it (error \(number))",
        hint: "look after the disk; after a power cut the file may be as it was before")
    case .readOnly:

      Wording(
        .refused, "read-only", "\(path) lies on a file system that takes no writes",
        hint: "choose another folder")
    case .permissionDenied:
      Wording(
        .refused, "permission-denied", "this account may not reach \(path)",
        hint: "choose a file or folder of your own, or ask whoever it belongs to")
    case .locked:
      Wording(
        .conflict, "busy", "another program is using \(path)", hint: "try again in a moment")
    case .ioError(let number):
      Wording(
        .refused, "io-error", "the system could not read or write \(path) (error \(number))",
        hint: "look after the disk, and keep a copy elsewhere")
    }
  }
}

extension PromptError: WordedError {
  var wording: Wording {
    switch self {
    case .noTerminal:
      Wording(
        .locked, "no-terminal", "there is no terminal to ask for a passphrase on",
        hint:
          "casevault unlock opens your key for what follows; a program hands the passphrase over with --passphrase-fd NUMBER, one a line"
      )
    case .interrupted: Wording(ofInterruption: "interrupted; nothing was changed")
    case .endOfInput:
      Wording(
        .locked, "end-of-input",
        "the input ended before the answer was complete; nothing was changed",
        hint: "each answer ends with Enter; a descriptor has one passphrase a line")
    case .tooLong(let limit):

      Wording(
        .usage, "answer-too-long", "the answer has more than \(limit) bytes",
        hint: "make it shorter")
    case .notText:
      Wording(
        .usage, "not-text", "the answer is not valid UTF-8",
        hint: "type it on a terminal that speaks UTF-8")
    case .noAnswer:
      Wording(
        .usage, "no-answer", "none of the answers was one of those offered",
        hint: "run the command again, and choose one of them")
    case .descriptorNotReadable(let number):
      Wording(
        .usage, "descriptor-not-readable", "nothing can be read from descriptor \(number)",
        hint: "open it when you start the command, as in: casevault … --passphrase-fd 3 3<FILE")
    case .ioError(let number):
      Wording(
        .refused, "io-error", "the terminal could not be read (error \(number))",
        hint: "open another terminal and run the command again")
    }
  }
}

extension BaseDirectories.Unknown: WordedError {
  var wording: Wording {
    Wording(
      .refused, "no-home", "this account has no home folder",
      hint: "set HOME, or XDG_DATA_HOME, XDG_CONFIG_HOME and XDG_STATE_HOME")
  }
}
