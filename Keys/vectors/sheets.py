"""What a practice's two sheets do (docs/events.md §5, `executor.admitted` and `member.recovered` without a start).

Nobody is there to sign for whoever comes by them: their new device signs for itself, and counts by the signature of
the recovery key. For read_vault.py.
"""
from casevault_format import require

EXECUTOR = ["supervisor", "privacy-officer", "administrator"]


def admitted(kind, event):
    """The device that an entry of the sheets brings, and whose it is; or nothing."""
    if kind == "executor.admitted":
        return event["member"]["device"], event["member"]["compartment"]["id"]
    if kind == "member.recovered" and "start" not in event:
        return event["device"], event["compartment"]["id"]
    return None


class Sheets:
    """The part of the state that sheets are: see Recoveries, which this belongs to."""

    def on_sheets(self):
        return self.recovery is not None and not self.recovery["main"]["officers"]

    def signer_by_sheets(self, device, member, event):
        """Who signs an entry of the sheets; the log need not know the device."""
        require(self.on_sheets(), "no recovery key stands on sheets")
        self.require_signed(event)
        require(event["by"] == device["kid"], "by another device than it admits")
        return dict(device, member=member)

    def practitioner(self):
        """Whom the sheets bring back: who looks after the records and was not let in to close the practice. Who has left
        has no roles."""
        those = [one for one, roles in self.members.items()
                 if "privacy-officer" in roles and one not in self.executors]
        return those[0] if len(those) == 1 else next((one for one in those if one == self.set_up_by), None)

    def recover_by_sheets(self, event, member):
        require(member == self.practitioner(), "not the practitioner")
        require("next" not in event and event["pieces"] == 0, "keys that follow on sheets")
        self.require_next_own(event, member)
        listed = self.recovered_wraps(event, [])
        self.replace_devices(member, event["device"], event["compartment"])
        self.use_up_sheets()
        for record in listed:
            self.take_recovered(record, member)

    def admit_executor(self, event):
        member, newcomer = event["member"], event["member"]["compartment"]["id"]
        require(member["roles"] == EXECUTOR, "other roles than an executor's")
        self.require_newcomer(member)
        listed = self.recovered_wraps(dict(event, pieces=0), [])
        self.admit(member)
        self.name(member["name"], [self.ids["vault"]], None)
        self.newcomers.append(member)
        self.executors.add(newcomer)
        for one, supervisors in self.supervisors.items():
            # Also of those who have left: their case files wait for whoever goes on with them.
            if one != newcomer:
                supervisors.append(newcomer)
        self.use_up_sheets()
        for record in listed:
            self.take_recovered(record, newcomer)
        require(newcomer in [wrap["holder"] for wrap in self.compartments[self.ids["vault"]]["wraps"]],
                "no wrap of the vault's secret for the executor")

    def use_up_sheets(self):
        self.drop_wraps({key["key"]["id"] for key in self.keys_in_force()})
        self.recovery, self.starts = None, {}
