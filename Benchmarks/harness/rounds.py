"""Interleaved runs: what slows the machine for a while slows everybody alike."""
import contextlib
import os
import statistics


def interleave(runs, contenders, on_one_processor=False):
    """Runs every contender `runs` times, in turns, and returns each one's answers.

    `contenders` maps a name to a function that makes one measurement. The order turns round by one
    place every round, so that nobody always runs first or after the same neighbour. What earlier
    runs left to be written is written before each measurement, not during it.

    Where they wait for the disk, all of a round run `on_one_processor`, and the rounds on each in turn:
    the disk speaks to one processor, and whoever waits on another is woken by it, which takes longer
    than much of what is measured. Chance would decide it for each of them.
    """
    answers = {name: [] for name in contenders}
    names = list(contenders)
    for round_number in range(runs):
        turn = round_number % len(names)
        with one_processor(round_number) if on_one_processor else contextlib.nullcontext():
            for name in names[turn:] + names[:turn]:
                os.sync()
                answers[name].append(contenders[name]())
    return answers


@contextlib.contextmanager
def one_processor(number):
    """Everything begun within runs on one processor: the first, the second, and so on in turn."""
    all_of_them = sorted(os.sched_getaffinity(0))
    os.sched_setaffinity(0, {all_of_them[number % len(all_of_them)]})
    try:
        yield
    finally:
        os.sched_setaffinity(0, all_of_them)


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
