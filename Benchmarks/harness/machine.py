"""What the figures were measured on; without it they say nothing."""
import os
import platform
import re
import subprocess

import scratch


def _first(pattern, path, otherwise="unknown"):
    try:
        with open(path, encoding="utf-8") as file:
            found = re.search(pattern, file.read(), re.MULTILINE)
    except OSError:
        found = None
    return found.group(1).strip() if found else otherwise


def _swift():
    try:
        said = subprocess.run(["swift", "--version"], capture_output=True, text=True).stdout
    except OSError:
        said = ""
    found = re.search(r"Swift version (\S+)", said)
    return found.group(1) if found else "none"


def _load():
    load = os.getloadavg()[0]
    # A compiler next door doubles every figure and tears the ratios apart.
    return f"{load:.1f}" + (" (**not idle: do not trust these figures**)" if load > 0.5 else "")


class ProcessorTime:
    """What this machine's processors did since it was made, and what the host kept from them."""

    def __init__(self):
        self._before = self._now()

    @staticmethod
    def _now():
        """Ticks that somebody worked, and ticks that somebody would have, from proc(5)."""
        counts = [int(count) for count in _first(r"^cpu\s+(.*)$", "/proc/stat", "0 " * 8).split()]
        user, nice, system, _, _, interrupt, soft, stolen = counts[:8]
        return user + nice + system + interrupt + soft, stolen

    def stolen(self):
        worked, stolen = (now - before for now, before in zip(self._now(), self._before))
        share = stolen / max(worked + stolen, 1)
        # A virtual machine whose host is busy: a peer that mostly waits for the disk gains by it.
        return f"{share:.0%}" + (" (**do not trust these figures**)" if share > 0.05 else "")


def description(folder):
    """Pairs of a name and a value, in the order in which they are printed."""
    kilobytes = int(_first(r"^MemTotal:\s+(\d+)", "/proc/meminfo", "0"))
    return [
        ("Processor", _first(r"^model name\s*:\s*(.+)$", "/proc/cpuinfo", platform.machine())),
        ("Cores", str(len(os.sched_getaffinity(0)))),
        ("Memory", f"{kilobytes / 1048576:.0f} GiB"),
        ("Kernel", f"{platform.system()} {platform.release()}"),
        ("System", _first(r'^PRETTY_NAME="?([^"\n]+)', "/etc/os-release")),
        ("File system", scratch.file_system(folder)),
        ("Swift", _swift()),
        ("Load at the start", _load()),
    ]
