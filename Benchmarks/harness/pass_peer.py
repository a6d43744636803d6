"""`pass`, the standard Unix password manager, showing one note with a throw-away key."""
import os
import re

from processes import Failed, run, whole_process


class PassPeer:
    def __init__(self, scratch, text):
        self.environment = dict(
            os.environ,
            GNUPGHOME=os.path.join(scratch, "gnupg"),
            PASSWORD_STORE_DIR=os.path.join(scratch, "password-store"))
        os.mkdir(self.environment["GNUPGHOME"], 0o700)
        # A key of the newest kind and without a passphrase: the fastest that pass can be.
        self._run(["gpg", "--batch", "--quiet", "--pinentry-mode", "loopback", "--passphrase", "",
                   "--quick-generate-key", "bench@example.invalid", "future-default", "default", "never"])
        self._run(["pass", "init", "bench@example.invalid"])
        self._run(["pass", "insert", "--multiline", "note"], input=text)
        if self._run(["pass", "show", "note"]).strip() != text.strip():
            raise Failed("pass does not show the note that it was given")
        self.version = self._version()

    def _run(self, command, **options):
        return run(command, env=self.environment, **options)

    def _version(self):
        number = re.search(r"v([\d.]+)", self._run(["pass", "version"]))
        gpg = self._run(["gpg", "--version"]).split("\n")[0]
        return f"pass {number.group(1) if number else '?'}, {gpg}"

    def show(self):
        seconds = whole_process(["pass", "show", "note"], self.environment)
        return dict(
            seconds, version=self.version, threads=1, durability="reads only",
            settings="Ed25519 and Curve25519 key without passphrase, agent running")

    def stop(self):
        """The agent outlives the command that started it, and must not outlive the run."""
        self._run(["gpgconf", "--kill", "all"])
