"""How fast does a GPT of Scalars learn? Part of `make bench`: beside microgpt.

The same program trains on numbers of both kinds, name by name; what counts is the
processor time of a step. The engines take turns, and medians are compared.
"""

import statistics

from report import Aim, Figures, NotMeasured, in_turns, number, table

TITLES = {
    "value": "microgpt's numbers",
    "scalar": "minitorch",
    "paused": "... collector paused",
    "replay": "... traced and replayed",
    "totals": "... its values in a list",
}
# What each is to be, times as fast as microgpt's numbers with the collector on.
AIMS = {
    "scalar": ("as shipped", 0.75),
    "paused": ("with the collector paused", 1.0),
    "totals": ("replayed, its values in a list", 30.0),
}
SAME = 1e-12


def measure(rounds: int, steps: int) -> Figures:
    """All figures of this part."""
    engines = in_turns("gpt_engine.py", TITLES, rounds, steps, "seconds", "losses")
    figures: Figures = {"rounds": rounds, "steps": steps, "engines": engines}
    figures["difference"] = difference(engines)
    base = statistics.median(engines["value"]["seconds"])
    for engine in engines.values():
        engine["median"] = statistics.median(engine["seconds"])
        engine["times as fast"] = base / engine["median"]
    return figures | {"aims": [aim.row() for aim in aims(figures)]}


def difference(engines: dict[str, Figures]) -> float:
    """The largest difference between the losses of two engines in the same step.

    Raises:
        NotMeasured: they did not compute the same.
    """
    theirs = engines["value"]["losses"]
    found = [
        abs(loss - expected)
        for engine in engines.values()
        for loss, expected in zip(engine["losses"], theirs, strict=True)
    ]
    if not all(d <= SAME for d in found):  # NaN is not
        raise NotMeasured(
            f"The losses differ by more than {SAME}. Times of different computations "
            "say nothing."
        )
    return max(found)


def aims(figures: Figures) -> list[Aim]:
    """What was aimed at."""
    return [
        Aim(
            f"a step of a GPT {how}, times as fast as on microgpt's numbers",
            figures["engines"][name]["times as fast"],
            limit,
        )
        for name, (how, limit) in AIMS.items()
    ]


def text(figures: Figures) -> str:
    """The figures as a person reads them."""
    engines = figures["engines"]
    rows = [
        [TITLES[name], number(1000 * one["median"]), number(one["times as fast"])]
        for name, one in engines.items()
    ]
    replay = engines["replay"]
    compiled = replay["compiled"]
    return "\n".join(
        [
            f"One step of training a GPT of {replay['parameters']:,} parameters, by a",
            "name of six letters: forward, backward and update; processor time, median",
            f"of {figures['rounds']} rounds of {figures['steps']} steps, collector on.",
            "",
            table(["", "ms", "times as fast"], rows),
            "",
            f"Losses differ by {figures['difference']:.1e} at most.",
            f"Tracing took {replay['traced']:.1f} s; it is not in the table.",
            f"Of this Python compiled {replay['lines']:,} lines in {compiled:.1f} s.",
        ]
    )
