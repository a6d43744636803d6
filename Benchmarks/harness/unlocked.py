"""CaseVault's own command with its key unlocked: what a person has who typed `casevault unlock` in the morning."""
import os

from processes import run, whole_process, whole_process_on_terminal

PASSPHRASE = "eleven quiet rowers on a lake"


class Unlocked:
    def __init__(self, scratch, command, text):
        self.command = str(command)
        home = os.path.join(scratch, "unlocked-home")
        os.makedirs(os.path.join(home, "run"), 0o700)
        self.environment = {"HOME": home, "XDG_RUNTIME_DIR": os.path.join(home, "run"), "TZ": "UTC",
                            "PATH": "/usr/bin:/bin", "TERM": "xterm", "LANG": "C.UTF-8"}
        self.passphrase = os.path.join(home, "passphrase")
        note = os.path.join(home, "note.txt")
        for path, words in ((self.passphrase, PASSPHRASE), (note, text)):
            with open(path, "w", encoding="utf-8") as file:
                file.write(words + "\n")
        self._typing("vault", "init", "--name", "Bench")
        self._typing("client", "add", "Maria Lopez")
        self._typing("note", "write", "C-1", "--from", note)
        self._typing("unlock", "--for", "24h", "--idle", "24h")
        self.note = self._note()

    def _typing(self, *words):
        """With the passphrase on a descriptor, as a script would."""
        script = f'exec "$0" "$@" --passphrase-fd 3 3<"{self.passphrase}"'
        return run(["sh", "-c", script, self.command, *words], env=self.environment)

    def _note(self):
        """The note's id: whoever names it by client and number has a list recorded first."""
        listed = run([self.command, "note", "list", "C-1", "--json"], env=self.environment)
        return listed.split('"note": "')[1][:8]

    def show(self):
        """On a terminal: anywhere else it would be an export, with an entry of its own."""
        return whole_process_on_terminal([self.command, "note", "show", self.note], self.environment)

    def stop(self):
        whole_process([self.command, "lock"], self.environment)
