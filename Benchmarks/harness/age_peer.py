"""`age`, opening one note with a key file that has no passphrase."""
import os

from processes import Failed, run, whole_process


class AgePeer:
    def __init__(self, scratch, text):
        self.identity = os.path.join(scratch, "age-key.txt")
        self.sealed = os.path.join(scratch, "note.age")
        run(["age-keygen", "-o", self.identity])
        recipient = run(["age-keygen", "-y", self.identity]).strip()
        plain = os.path.join(scratch, "note.txt")
        with open(plain, "w", encoding="utf-8") as file:
            file.write(text)
        run(["age", "-r", recipient, "-o", self.sealed, plain])
        if run(["age", "-d", "-i", self.identity, self.sealed]) != text:
            raise Failed("age does not show the note that it was given")
        self.version = run(["age", "--version"]).strip()

    def show(self):
        seconds = whole_process(["age", "-d", "-i", self.identity, self.sealed])
        return dict(
            seconds, version=f"age {self.version}", durability="reads only",
            settings="X25519 key without passphrase")
