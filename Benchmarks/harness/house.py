"""Everything a measure may need, made when it is first asked for."""
import json
import os
import pathlib

import packages
from age_peer import AgePeer
from c_peers import CPeers
from measures import first_text
from pass_peer import PassPeer
from processes import Failed, run
from product import Product
from sqlcipher_peer import SQLCipherPeer
from unlocked import Unlocked

BENCHMARKS = pathlib.Path(__file__).resolve().parent.parent
FEW = 1000


class House:
    def __init__(self, scratch, quick, peers_only):
        self.scratch = scratch
        self.count = 10_000 if quick else 100_000
        self.runs = 6  # even, so that one thread runs as often on one processor as on the other
        self.many_runs = 20
        self._made, self._remembered = {}, {}
        packages.install(["cc", "pkg-config"])
        self.notes = self._notes("notes.jsonl", self.count)
        self.product = None
        if not peers_only:
            self.product = Product(scratch, self.notes, self._notes("few-notes.jsonl", FEW))

    def _notes(self, name, count):
        print(f"bench: making {count:,} notes", flush=True)
        path = os.path.join(self.scratch, name)
        with open(path, "w", encoding="utf-8") as file:
            file.write(run(["python3", BENCHMARKS / "scale_notes.py", count]))
        return path

    def notes_of_one_client(self, count):
        return self.notes_of_clients(1, count)

    def notes_of_clients(self, clients, count):
        """The first notes, each said to be of one of so many clients in turn."""
        path = os.path.join(self.scratch, f"{count}-notes-of-{clients}.jsonl")
        if not os.path.exists(path):
            with open(self.notes, encoding="utf-8") as lines, open(path, "w", encoding="utf-8") as file:
                for number, line in zip(range(count), lines):
                    note = json.loads(line)
                    note["client"] = f"Client of {number % clients}"
                    file.write(json.dumps(note, ensure_ascii=False) + "\n")
        return path

    def _once(self, name, make):
        if name not in self._made:
            print(f"bench: preparing {name}", flush=True)
            self._made[name] = make()
        return self._made[name]

    def sqlcipher(self):
        def make():
            peer = SQLCipherPeer(self.scratch, self.notes)
            peer.choose()
            return peer
        return self._once("SQLCipher", make)

    def full_sqlcipher(self):
        peer = self.sqlcipher()
        self._once("SQLCipher with all notes", peer.keep)
        return peer

    def c(self):
        def make():
            peer = CPeers(self.scratch, self.notes)
            if self.product:
                table = self.product.envelope_table(os.path.join(self.scratch, "envelope.sql"))
                peer.choose(table, self.product.page_size)
            else:
                peer.choose()
            return peer
        return self._once("the peers in C", make)

    def store(self):
        def make():
            packages.install(["gpg", "pass"])
            return PassPeer(self.scratch, first_text(self.notes))
        return self._once("pass", make)

    def age(self):
        def make():
            packages.install(["age"])
            return AgePeer(self.scratch, first_text(self.notes))
        return self._once("age", make)

    def unlocked(self):
        """Ours with its key in the agent; a vault of its own with the note that the peers have too."""
        return self._once("an unlocked key", lambda: Unlocked(
            self.scratch, self.product.command, first_text(self.notes)))

    def variants(self):
        """What the settings that were not chosen would have given."""
        peers = [self._made[name] for name in ("SQLCipher", "the peers in C") if name in self._made]
        return [variant for peer in peers for variant in peer.variants]

    def remember(self, what, answers):
        """Keeps answers whose peak memory another measure needs."""
        self._remembered[what] = answers

    def remembered(self, what):
        return self._remembered.get(what)

    def must_agree(self, what, answers, field):
        """Two programs that answer differently have not done the same work."""
        found = {answer[field] for each in answers.values() for answer in each}
        if len(found) != 1:
            raise Failed(f"{what}: ours and the peer do not agree on what they found: {sorted(found)}")

    def close(self):
        for name in ("pass", "an unlocked key"):
            if name in self._made:
                self._made[name].stop()
