"""script/bench: measures CaseVault against its peers and prints the table."""
import argparse
import subprocess
import sys
import time

import machine
import report
import scratch
from house import House
from measures import MEASURES
from processes import Failed
from product import ROOT


def parse():
    arguments = argparse.ArgumentParser(
        prog="script/bench", description="Measures CaseVault against its peers.",
        epilog="names for --only: " + ", ".join(MEASURES))
    arguments.add_argument("--quick", action="store_true", help="10,000 notes instead of 100,000")
    arguments.add_argument("--only", action="append", choices=list(MEASURES), metavar="NAME")
    arguments.add_argument("--write", action="store_true", help="put the table into docs/performance.md")
    arguments.add_argument("--peers", action="store_true", help="measure the peers without ours")
    return arguments.parse_args()


def measure(chosen, folder):
    about = machine.description(folder)
    house = House(folder, chosen.quick, chosen.peers)
    processors = machine.ProcessorTime()
    rows = []
    try:
        for name in chosen.only or MEASURES:
            print(f"bench: measuring {name}", flush=True)
            rows += MEASURES[name](house)
    finally:
        house.close()
    variants = house.variants()
    about.append(("Processor time that the host kept back", processors.stolen()))
    return report.text(about, house.count, rows, variants), rows


def main():
    chosen = parse()
    start = time.monotonic()
    if subprocess.run([ROOT / "script" / "bootstrap"]).returncode != 0:
        return 2
    try:
        with scratch.scratch_folder() as folder:
            printed, rows = measure(chosen, folder)
    except Failed as reason:
        print(f"bench: error: {reason}", file=sys.stderr)
        return 2
    print("\n" + printed)
    print(f"bench: done in {(time.monotonic() - start) / 60:.1f} minutes")
    if chosen.write:
        report.write(printed)
    return 1 if any(row.met() is False for row in rows) else 0


if __name__ == "__main__":
    try:
        sys.exit(main())
    except KeyboardInterrupt:
        sys.exit(130)
