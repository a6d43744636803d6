"""The table, as Markdown that also reads well on a terminal."""
import pathlib

DOCUMENT = pathlib.Path(__file__).resolve().parent.parent.parent / "docs" / "performance.md"
BEGIN, END = "<!-- script/bench writes from here -->", "<!-- to here -->"
WORDS = {True: "yes", False: "**no**", None: "–"}


def _table(header, rows):
    lines = [header, ["---"] * len(header), *rows]
    return ["| " + " | ".join(str(cell) for cell in line) + " |" for line in lines]


def _variants(variants):
    return _table(
        ["Peer", "Settings", "Threads", "Import", "Size"],
        [[found["version"], found["settings"], found["threads"], f"{found['seconds']:.2f} s",
          f"{found['bytes'] / 1e6:.0f} MB"] for found in variants])


def text(machine, count, rows, variants):
    lines = ["; ".join(f"{name}: {value}" for name, value in machine) + ".", ""]
    lines += [f"{count:,} notes. Medians, with the least and the greatest in brackets; the ratio is the "
              "median of the ratios within each round.", ""]
    lines += _table(
        ["What", "Against", "Ours", "Peer", "Ratio", "At most", "Met"],
        [[row.what, row.against, row.our_figure(), row.peer_figure(), row.ratio_figure(),
          row.limit_figure(), WORDS[row.met()]] for row in rows])
    lines += ["", "How the peers ran:", ""]
    for row in rows:
        if row.conditions():
            remark = f" ({row.remark})" if row.remark else ""
            lines.append(f"- {row.what}: {row.conditions()}{remark}.")
    if variants:
        lines += ["", "What the peers' other settings would have given, one run each:", ""]
        lines += _variants(variants)
    return "\n".join(lines) + "\n"


def write(report):
    document = DOCUMENT.read_text(encoding="utf-8")
    before, _, rest = document.partition(BEGIN)
    _, _, after = rest.partition(END)
    DOCUMENT.write_text(f"{before}{BEGIN}\n\n{report}\n{END}{after}", encoding="utf-8")
