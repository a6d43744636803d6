"""Installs what only the peers need; script/bootstrap stays free of it."""
import os
import shutil

from processes import Failed, run

# The command that shows that a package is there, and the package.
NEEDED = {"cc": "gcc", "gpg": "gnupg", "pass": "pass", "pkg-config": "pkg-config",
          "age": "age"}


def install(commands):
    missing = [NEEDED[command] for command in commands if shutil.which(command) is None]
    if not missing:
        return
    hint = f"bench: hint: install {' '.join(missing)}, then run this again"
    if shutil.which("apt-get") is None:
        raise Failed(f"a peer needs {' '.join(missing)}, and there is no apt-get here\n{hint}")
    as_root = []
    if os.geteuid() != 0:
        if shutil.which("sudo") is None:
            raise Failed(f"installing {' '.join(missing)} needs root, and sudo is not here\n{hint}")
        as_root = ["sudo"]
    print(f"bench: installing {' '.join(missing)}", flush=True)
    quiet = as_root + ["env", "DEBIAN_FRONTEND=noninteractive", "apt-get"]
    run(quiet + ["update"])
    run(quiet + ["install", "--yes", "--no-install-recommends", *missing])
