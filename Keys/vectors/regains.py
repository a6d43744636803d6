"""A case file that nobody opens any more, which officers give to a colleague (docs/events.md §5, `file.regained`).

For read_vault.py.
"""
from casevault_format import require

CASEWORK = {"clinician", "trainee", "supervisor"}


class Regains:
    """The part of the state that regained files are: see Recoveries, which this belongs to."""

    def require_regainable(self, file, member, by):
        """Asked where it is begun, and anew where it is finished."""
        self.require_here(member)
        require(file in self.files, "no such case file")
        known = self.files[file]
        compartment = self.compartments[known["place"][0]]
        held = {wrap["holder"] for wrap in compartment["wraps"]}
        require(CASEWORK & set(self.members[member]), "for whoever does no casework")
        require(member not in known["conflicts"], "for whoever is kept from the file")
        require(not self.key_in_doubt(member), "for whoever's key is in doubt")
        require(by not in known["conflicts"], "by whoever is kept from the file")
        kept = self.left | known["conflicts"]
        may_work = {*known["assigned"], *self.above(known["assigned"])} - kept
        require(not may_work or not held & (self.members.keys() - kept), "somebody opens it")
        require(self.recovery["main"]["key"]["id"] in held, "not sealed to the recovery key")

    def regain(self, event, by):
        start, file, member, new = self.under_way(event["start"]), event["file"], event["member"], event["next"]
        self.require_signed(event)
        self.require_officer(by, member)
        require((start["by"], start.get("file"), start["member"]) == (by, file, member),
                "by another, or of another file, or for another")
        self.require_finished(start, event, by)
        self.require_regainable(file, member, by)
        listed = self.require_next(new, start, event, {})
        known = self.files[file]
        if member not in known["assigned"]:
            known["assigned"].append(member)
        compartment = known["place"][0]
        self.succeed(new, start)
        for record in listed:
            require(record[:16].hex() == compartment or record[20:36].hex() == new["main"]["key"]["id"],
                    "a wrap of more than the file")
            self.take_recovered(record, member)
        require(member in [wrap["holder"] for wrap in self.compartments[compartment]["wraps"]],
                "nobody left who opens it")
