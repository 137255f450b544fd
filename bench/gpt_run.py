"""How fast does a GPT learn? Part of `make bench`: beside microgpt and PyTorch.

The same program trains on numbers of several kinds, name by name, and then a larger one
on batches of texts; what counts is the processor time of a step. The engines take
turns, and medians are compared.
"""

import importlib.util
import statistics

from report import Aim, Figures, NotMeasured, in_turns, number, table

TITLES = {
    "value": "microgpt's numbers",
    "scalar": "minitorch",
    "paused": "... collector paused",
    "fused": "... sums of products fused",
    "fused_paused": "... fused, and paused",
    "replay": "... traced and replayed",
    "totals": "... its values in a list",
    "tensors": "... tensors",
    "torch": "PyTorch, eager",
}
# What each is to be, times as fast as microgpt's numbers with the collector on.
AIMS = {
    "scalar": ("as shipped", 0.75),
    "paused": ("with the collector paused", 1.0),
    "fused_paused": ("fused, with the collector paused", 1.0),
    "totals": ("replayed, its values in a list", 30.0),
}
SAME = 1e-12

DTYPES = ("float32", "float64")
BATCHES = {
    f"{library}-{dtype}": f"{title}, {dtype}"
    for dtype in DTYPES
    for library, title in {"minitorch": "minitorch", "torch": "PyTorch"}.items()
}
BATCH_STEPS = 60  # a round
BATCH_AIM = 0.8  # of PyTorch's speed
NEAR = {"float32": 1e-4, "float64": 1e-10}


def without_torch(titles: dict[str, str]) -> dict[str, str]:
    """The engines that are here."""
    if importlib.util.find_spec("torch"):
        return titles
    others = (name for name in titles if name.split("-")[0] != "torch")
    return {name: titles[name] for name in others}


def measure(rounds: int, steps: int) -> Figures:
    """All figures of this part."""
    titles = without_torch(TITLES)
    engines = in_turns("gpt_engine.py", titles, rounds, steps, "seconds", "losses")
    figures: Figures = {"rounds": rounds, "steps": steps, "engines": engines}
    figures["difference"] = difference(engines)
    base = statistics.median(engines["value"]["seconds"])
    for engine in engines.values():
        engine["median"] = statistics.median(engine["seconds"])
        engine["times as fast"] = base / engine["median"]
    figures["batches"] = batches(rounds)
    return figures | {"aims": [aim.row() for aim in aims(figures)]}


def batches(rounds: int) -> dict[str, Figures]:
    """The figures of a GPT of tensors that learns from batches of texts."""
    told = "gpt_batch.py", without_torch(BATCHES), rounds, BATCH_STEPS
    found = in_turns(*told, "seconds", "losses")
    for name, one in found.items():
        ours = found[f"minitorch-{dtype_of(name)}"]
        one["difference"] = farthest(one, ours, NEAR[dtype_of(name)])
        one["median"] = statistics.median(one["seconds"])
        one["share"] = one["median"] / ours["median"]
        del one["seconds"]  # they are many
    for one in found.values():
        del one["losses"]
    return found


def dtype_of(name: str) -> str:
    """The kind of numbers of an engine that is called so."""
    return name.split("-")[1]


def difference(engines: dict[str, Figures]) -> float:
    """The largest difference between the losses of two engines in the same step."""
    theirs = engines["value"]
    return max(farthest(engine, theirs, SAME) for engine in engines.values())


def farthest(one: Figures, other: Figures, near: float) -> float:
    """The largest difference between losses of the same step.

    Raises:
        NotMeasured: they did not compute the same.
    """
    pairs = zip(one["losses"], other["losses"], strict=True)
    found = [abs(loss - expected) for loss, expected in pairs]
    if not all(d <= near for d in found):  # NaN is not
        raise NotMeasured(
            f"The losses differ by more than {near}. Times of different computations "
            "say nothing."
        )
    return max(found)


def aims(figures: Figures) -> list[Aim]:
    """What was aimed at."""
    found = [
        Aim(
            f"a step of a GPT {how}, times as fast as on microgpt's numbers",
            figures["engines"][name]["times as fast"],
            limit,
        )
        for name, (how, limit) in AIMS.items()
    ]
    for name, one in figures["batches"].items():
        if name.startswith("torch"):
            what = f"a step of a GPT of tensors, {dtype_of(name)}: PyTorch, times ours"
            found.append(Aim(what, one["share"], BATCH_AIM))
    return found


def text(figures: Figures) -> str:
    """The figures as a person reads them."""
    engines, some = figures["engines"], figures["batches"]
    rows = [
        [TITLES[name], number(1000 * one["median"]), number(one["times as fast"])]
        for name, one in engines.items()
    ]
    of_batches = [
        [BATCHES[name], number(1000 * one["median"]), number(one["share"])]
        for name, one in some.items()
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
            "",
            "One step of a GPT of tensors by 32 texts of 16 tokens: width 32, four",
            "heads, one block, AdamW; processor time of one thread, and times ours.",
            "",
            table(["", "ms", "times ours"], of_batches),
        ]
    )
