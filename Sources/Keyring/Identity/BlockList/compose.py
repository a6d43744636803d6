#!/usr/bin/env python3
"""Writes PassphraseList.swift: whole passphrases that nobody may choose (SP 800-63B-4, section 3.1.1.2).

Usage: compose.py DJANGO_LIST ZXCVBN_PACKAGE_FOLDER > PassphraseList.swift
The two inputs, their origin and their licences are named in README.md beside this file.
"""
import gzip
import sys

SHORTEST, LONGEST = 15, 64

# Phrases that were printed so often as examples that they stopped being secret.
PUBLISHED = """
correct horse battery staple
correcthorsebatterystaple
correct-horse-battery-staple
correct_horse_battery_staple
correct.horse.battery.staple
correcthorsebatterystaple1
tr0ub4dor&3tr0ub4dor&3
thequickbrownfox
the quick brown fox
the quick brown fox jumps over the lazy dog
thequickbrownfoxjumpsoverthelazydog
to be or not to be
to be or not to be that is the question
tobeornottobethatisthequestion
may the force be with you
maytheforcebewithyou
in the beginning was the word
let me in please
open sesame open sesame
this is my password
thisismypassword
this is my passphrase
thisismypassphrase
this is a passphrase
this is a password
this is a secret
thisisasecret123
my voice is my passport
myvoiceismypassport
my secret password
mysecretpassword
mysecretpassphrase
super secret password
supersecretpassword
super secret passphrase
supersecretpassphrase
secret passphrase
secretpassphrase
i forgot my password
iforgotmypassword
change me please
changemechangeme
changemeplease123
please change me
pleasechangeme
choose a passphrase
enter passphrase
enterpassphrase
enter your passphrase
your passphrase here
yourpassphrasehere
a very long passphrase
averylongpassphrase
a very long password
averylongpassword
verylongpassword
very long password
very secure password
verysecurepassword
verysecurepassphrase
strong passphrase
strongpassphrase
strongpassword123
hunter2hunter2hunter2
administrator123
administrator1234
administratoradministrator
password12345678
password123456789
password1234567890
passwordpassword1
p@ssw0rdp@ssw0rd
p@ssw0rd123456789
passw0rdpassw0rd
i love you so much
iloveyousomuch1
iloveyouforever
i love you forever
happy birthday to you
happybirthdaytoyou
once upon a time
onceuponatime123
lorem ipsum dolor
lorem ipsum dolor sit amet
loremipsumdolorsitamet
hello world hello world
helloworldhelloworld
test test test test
testpassphrase
test passphrase
testpassword123
"""

# What somebody would expect of this program and of the people who use it.
CONTEXT = [
    "casevault", "case vault", "casevault vault", "case file", "casefile", "case notes", "casenotes",
    "case note", "clinical notes", "clinicalnotes", "my clients", "myclients", "my vault", "myvault",
    "therapist", "therapy", "psychotherapy", "psychotherapist", "counselor", "counsellor",
    "counseling", "counselling", "social worker", "socialworker", "social work", "socialwork",
    "clinician", "supervisor", "practice", "private practice", "privatepractice", "confidential",
    "confidentiality", "client notes", "clientnotes", "progress notes", "progressnotes",
]
ENDINGS = ["1", "123", "1234", "12345", "123456", "123456789", "!", "123!"]
WORDS_AROUND = ["password", "passphrase"]

# Single dictionary words of fifteen letters and more.
LONG_WORDS = """
accomplishments acknowledgement acknowledgments administratively advertisements antidisestablishmentarianism
autobiographical characteristics characterization cinematographer circumnavigation communications
confidentiality congratulations conscientiously contradistinction correspondingly counterproductive
counterrevolution crossfertilization cryptographically decentralization demilitarization deinstitutionalization
differentiation disappointments disproportionate electroencephalogram electromagnetic electrification
enthusiastically entrepreneurship environmentalist experimentation extemporaneously extracurricular
extraordinarily extraterrestrial floccinaucinihilipilification hippopotomonstrosesquippedaliophobia
honorificabilitudinitatibus hospitalization hyperventilation incomprehensible incompatibilities
inconsequential individualistic industrialization instrumentation insubordination intellectualize
intercontinental interdisciplinary internationally internationalization interpretations irresponsibility
kindheartedness lightheartedness misappropriation miscommunication misinterpretation misunderstanding
multidisciplinary nationalization neuropsychologist notwithstanding oversimplification parliamentarian
pharmaceuticals phenomenological photosynthesis1 pneumonoultramicroscopicsilicovolcanoconiosis
professionalism psychoanalytical psychologically psychopathology psychotherapeutic psychotherapists
rationalization recommendations reconsiderations rehabilitations representations representatives
responsibilities revolutionaries schizophrenically simultaneously1 standardization straightforward
supercalifragilisticexpialidocious superintendents telecommunications transcontinental transformations
trustworthiness uncharacteristic unconditionally unconstitutional underprivileged understandingly
unintentionally unpredictability unsubstantiated whatchamacallit1 wholeheartedness
""".split()

ROWS = ["1234567890", "qwertyuiop", "asdfghjkl", "zxcvbnm", "qwertzuiop", "azertyuiop",
        "abcdefghijklmnopqrstuvwxyz"]
COLUMNS = ["1qaz", "2wsx", "3edc", "4rfv", "5tgb", "6yhn", "7ujm", "8ik,", "9ol.", "0p;/"]


def lengths(text):
    """The text run on to the lengths that people stop at."""
    return {(text * 26)[:n] for n in (15, 16, 18, 20, 24, 26)}


def walks():
    found = set()
    for row in ROWS:
        found |= lengths(row) | lengths(row[::-1]) | lengths(row + row[::-1])
    for start in range(len(COLUMNS)):
        for end in range(start + 4, len(COLUMNS) + 1):
            there = COLUMNS[start:end]
            found |= {"".join(there), "".join(c[::-1] for c in there), "".join(there[::-1]),
                      "".join(c if i % 2 else c[::-1] for i, c in enumerate(there))}
    letters = ["qwertyuiop", "asdfghjkl", "zxcvbnm"]
    found |= {"".join(letters), "".join(reversed(letters)), "".join(letters[:2]),
              "".join(letters[1:]), "qwertyasdfghzxcvbn", "qwertyuiop[]asdfghjkl",
              "qwertyuiop123456", "qwertyuiop123456789", "qwertyuiop1234567890",
              "1234567890qwertyuiop", "123456qwertyasdfgh", "qwerty1234567890",
              "q1w2e3r4t5y6u7i8o9p0", "a1b2c3d4e5f6g7h8", "a1b2c3d4e5f6g7h8i9j0",
              "1a2b3c4d5e6f7g8h", "abcdefg12345678", "abc123abc123abc123",
              "1234abcd1234abcd", "abcd1234abcd1234", "31415926535897932384626433832795",
              "3.14159265358979", "27182818284590452"}
    return found


def same_character():
    return {c * n for c in "abcdefghijklmnopqrstuvwxyz0123456789.-_*!? " for n in (15, 16, 20)}


def repeated(words):
    """Common short passwords said twice, thrice, together and with a space between."""
    return {between.join([word] * times)
            for word in words for times in (2, 3) for between in ("", " ")}


def context():
    found = set(CONTEXT)
    for word in CONTEXT:
        found |= {word + ending for ending in ENDINGS}
        for other in WORDS_AROUND:
            for between in ("", " ", "-"):
                pair = word + between + other
                found |= {pair, pair + "1", pair + "123", other + between + word}
    return found | repeated(CONTEXT)


HEAD = '''// Made by compose.py; see README.md beside it for origins and licences.
// A string literal, because an array literal of this size takes the compiler half a minute.

enum PassphraseList {
  /// Sorted lower-case ASCII, a line each.
  static let text = """
'''


def main():
    django = [line.strip().lower() for line in gzip.open(sys.argv[1], "rt", encoding="utf-8")]
    sys.path.insert(0, sys.argv[2])
    from zxcvbn.frequency_lists import FREQUENCY_LISTS
    zxcvbn = [word.lower() for word in FREQUENCY_LISTS["passwords"]]
    short = [word for word in django[:200] if len(word) >= 5]
    everything = set(django) | set(zxcvbn) | set(PUBLISHED.strip().splitlines()) | set(LONG_WORDS)
    everything |= walks() | same_character() | context() | repeated(short)
    # The Cyrillic rows of the first list are spaces that a wrong encoding mangled, no passwords.
    kept = {word for word in everything
            if SHORTEST <= len(word) <= LONGEST and word.isascii() and word.isprintable()}
    kept = {word for word in kept if "\\" not in word and '"""' not in word}
    sys.stdout.write(HEAD + "".join("    " + word + "\n" for word in sorted(kept)) + '    """\n}\n')


main()
