#!/usr/bin/env python3
"""Makes any number of distinct notes, in real form, from the sample notes; the same ones every time.

    scale_notes.py COUNT [SOURCE.jsonl] > notes.jsonl

A note is 16 to 36 sentences (median about 1.9 kB) drawn from the source, and ends with a token of its
own, `ref-` and ten hexadecimal digits, so that a search has one known answer. Every client has 25
notes about a week apart, the last in June 2025. Every 50th note carries what programs stumble over:
other scripts, text from right to left, joined emoji, combining marks.

Python 3, standard library only.
"""
import argparse
import datetime
import hashlib
import json
import pathlib
import random
import re

NOTES_A_CLIENT = 25
LAST_SESSION = datetime.datetime(2025, 6, 30, 9)
AUTHORS = 7
STUMBLING_BLOCKS = [
    "客户说她晚上睡不着。",
    "المراجع هادئ اليوم",
    "Zoë naïve café — n̈",
    "👩‍👩‍👧‍👦 family session",
    "\u202eoverride\u202c",
    "Ⅷ ½ ﬁ",
]


def sentences_of(source):
    """Every sentence of 20 to 400 characters in the source's notes, each once, in a fixed order."""
    with open(source, encoding="utf-8") as lines:
        texts = [json.loads(line)["text"] for line in lines]
    pieces = (piece.strip() for text in texts for piece in re.split(r"(?<=[.!?])\s+|\n+", text))
    return sorted({piece for piece in pieces if 20 <= len(piece) <= 400})


def note(number, sentences, seed="1"):
    """Note `number`; it depends on nothing but the number, the seed and the sentences."""
    # A generator for each note, so that the first 10,000 of 100,000 are the same as 10,000 alone.
    chance = random.Random(f"{seed}/{number}")
    client, session = divmod(number, NOTES_A_CLIENT)
    token = "ref-" + hashlib.sha256(f"{seed}/{number}".encode()).hexdigest()[:10]
    text = " ".join(chance.sample(sentences, chance.randint(16, 36)))
    if number % 50 == 49:
        text += "\n" + chance.choice(STUMBLING_BLOCKS)
    days_before_last = 7 * (NOTES_A_CLIENT - 1 - session) + chance.randint(0, 3)
    minutes = chance.randint(0, 540)
    date = LAST_SESSION - datetime.timedelta(days=days_before_last, minutes=minutes)
    return {
        "id": f"scale-{number:06d}",
        "client": f"Client {client:05d}",
        "date": date.isoformat() + "Z",
        "author": f"therapist-{client % AUTHORS}",
        "title": None,
        "kind": "session note",
        "text": text + "\n" + token,
        "needle": token,
    }


def main():
    arguments = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    arguments.add_argument("count", type=int)
    arguments.add_argument(
        "source", nargs="?", default=pathlib.Path(__file__).parent / "data" / "notes.jsonl")
    chosen = arguments.parse_args()
    sentences = sentences_of(chosen.source)
    for number in range(chosen.count):
        print(json.dumps(note(number, sentences), ensure_ascii=False))


if __name__ == "__main__":
    main()
