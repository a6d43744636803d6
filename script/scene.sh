# What script/demo and script/month have in common: a folder that is gone afterwards, the command built,
# people with folders and passphrases of their own. Read by them with `source`, from the project's folder.
#
# Whoever reads it has `name` set, for errors, and afterwards fills `passphrase`, one for each person.

room=$(mktemp -d)
trap 'rm -rf "$room"' EXIT
trap 'exit 130' INT
trap 'exit 143' TERM

echo "Building casevault. The first time this takes some minutes."
if ! swift build --product casevault >"$room/build.log" 2>&1; then
  tail -n 30 "$room/build.log" >&2
  echo "$name: error: casevault could not be built" >&2
  exit 1
fi
casevault=$(swift build --show-bin-path)/casevault
SECONDS=0

# Real people type their passphrases; a program hands them over on a descriptor.
declare -A passphrase=()

say() { printf '\n%s\n' "$(fold -s -w 96 <<<"$*" | sed 's/ *$//')"; }
chapter() { printf '\n── %s\n' "$*"; }

# Runs casevault as one person: with that person's own folders and passphrase, and nothing of yours.
as() {
  local person=$1
  shift
  printf '\n%s$ casevault%s\n' "$person" "$(shown "$@")"
  env -u CASEVAULT_VAULT -u CASEVAULT_KEY HOME="$room/$person" \
    XDG_DATA_HOME="$room/$person/data" XDG_CONFIG_HOME="$room/$person/config" \
    XDG_STATE_HOME="$room/$person/state" XDG_RUNTIME_DIR="$room/$person/run" \
    "$casevault" "$@" --passphrase-fd 3 3<<<"${passphrase[$person]}"
}

# The arguments as one would type them, with the folder left out.
shown() {
  local argument
  for argument in "$@"; do
    argument=${argument//"$room/"/}
    [[ $argument != *[!a-zA-Z0-9_./=,:-]* ]] || argument="\"$argument\""
    printf ' %s' "$argument"
  done
}

# Runs a command that has to end with a status that is not 0, and shows what it says.
ends() {
  local wanted=$1 status=0
  shift
  as "$@" || status=$?
  if [ "$status" -ne "$wanted" ]; then
    echo "$name: error: this should have ended with $wanted, and ended with $status" >&2
    exit 1
  fi
}

# Runs a command that has to say something, and shows what it says.
says() {
  local wanted=$1
  shift
  as "$@" 2>&1 | tee "$room/said"
  if ! grep -qF -- "$wanted" "$room/said"; then
    echo "$name: error: this should have said: $wanted" >&2
    exit 1
  fi
}

# Runs a command that proposes an act, and leaves its number in `number`.
proposed() {
  as "$@" | tee "$room/proposed"
  number=$(grep -oE 'number [0-9]+' "$room/proposed" | grep -oE '[0-9]+')
}

# Runs a command that writes a note, and leaves its id in `note`.
wrote() {
  as "$@" | tee "$room/wrote"
  note=$(grep -oE '\b[0-9a-f]{8}\b' "$room/wrote" | head -n 1)
}
