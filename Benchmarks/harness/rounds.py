"""Interleaved runs: what slows the machine for a while slows everybody alike."""
import contextlib
import os
import statistics


def interleave(runs, contenders, on_one=()):
    """Runs every contender `runs` times, in turns, and returns each one's answers.

    `contenders` maps a name to a function that makes one measurement. The order turns round by one
    place every round, so that nobody always runs first or after the same neighbour. What earlier
    runs left to be written is written before each measurement, not during it.

    Those named in `on_one` run on one processor, another one every round. Two processors of a machine
    that shares them are seldom equally fast, and the disk speaks to one of them: for whoever has one
    thread, chance would otherwise decide by up to two fifths.
    """
    answers = {name: [] for name in contenders}
    names = list(contenders)
    for round_number in range(runs):
        turn = round_number % len(names)
        for name in names[turn:] + names[:turn]:
            os.sync()
            with one_processor(round_number) if name in on_one else contextlib.nullcontext():
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
