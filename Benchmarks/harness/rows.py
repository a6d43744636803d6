"""One row of the table: ours, the peer, the ratio, the limit."""
from rounds import Spread, paired

UNITS = {"s": 1, "ms": 1e3, "µs": 1e6, "MB": 1e-6}


class Row:
    """`ours` and `peer` are answers; `field` is what is compared in them, in seconds or bytes."""

    def __init__(self, what, against, limit, unit, ours, peer, field="seconds", remark=""):
        self.what, self.against, self.limit, self.unit = what, against, limit, unit
        self.ours, self.peer, self.remark = ours or [], peer or [], remark
        self.our_values = [answer[field] for answer in self.ours]
        self.peer_values = [answer[field] for answer in self.peer]

    def _figure(self, values):
        if not values:
            return "–"
        spread = Spread([value * UNITS[self.unit] for value in values])
        if len(values) == 1:
            return f"{spread.median:.4g} {self.unit}"
        return f"{spread.median:.3g} {self.unit} ({spread.least:.3g}–{spread.greatest:.3g})"

    def our_figure(self):
        return self._figure(self.our_values)

    def peer_figure(self):
        return self._figure(self.peer_values)

    def ratio(self):
        if not self.our_values or not self.peer_values:
            return None
        return paired(self.our_values, self.peer_values)

    def ratio_figure(self):
        ratio = self.ratio()
        if ratio is None:
            return "–"
        if len(self.our_values) == 1:
            return f"{ratio.median:.2f}"
        return f"{ratio.median:.2f} ({ratio.least:.2f}–{ratio.greatest:.2f})"

    def limit_figure(self):
        return "–" if self.limit is None else f"{self.limit:g} ×"

    def met(self):
        """None when it was not measured, or has no limit."""
        ratio = self.ratio()
        return None if ratio is None or self.limit is None else ratio.median <= self.limit

    def conditions(self):
        """How the peer was run, for the list under the table."""
        if not self.peer:
            return ""
        first = self.peer[0]
        parts = [first.get("version"), first.get("settings"), first.get("durability")]
        threads = first.get("threads")
        parts.append(f"{threads} thread{'s' if threads != 1 else ''}" if threads else None)
        parts.append(f"{len(self.peer)} run{'s' if len(self.peer) != 1 else ''}")
        return "; ".join(part for part in parts if part)


class AmountRow(Row):
    """A row without a peer: ours must stay under an amount."""

    def limit_figure(self):
        return f"{self.limit * UNITS[self.unit]:g} {self.unit}"

    def ratio_figure(self):
        return ""

    def met(self):
        if not self.our_values:
            return None
        return Spread(self.our_values).median <= self.limit
