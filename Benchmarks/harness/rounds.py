"""Interleaved runs: what slows the machine for a while slows everybody alike."""
import os
import statistics


def interleave(runs, contenders):
    """Runs every contender `runs` times, in turns, and returns each one's answers.

    `contenders` maps a name to a function that makes one measurement. The order turns round by one
    place every round, so that nobody always runs first or after the same neighbour. What earlier
    runs left to be written is written before each measurement, not during it.
    """
    answers = {name: [] for name in contenders}
    names = list(contenders)
    for round_number in range(runs):
        turn = round_number % len(names)
        for name in names[turn:] + names[:turn]:
            os.sync()
            answers[name].append(contenders[name]())
    return answers


class Spread:
    """Median, least and greatest of some values."""

    def __init__(self, values):
        self.median = statistics.median(values)
        self.least = min(values)
        self.greatest = max(values)


def seconds(answers):
    return [answer["seconds"] for answer in answers]


def paired(ours, peers):
    """The ratio within each round."""
    return Spread([one / other for one, other in zip(ours, peers)])
