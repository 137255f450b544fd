"""What a picture of storage says in words: shape, strides, positions."""

from collections import Counter
from collections.abc import Sequence

from minitorch.plot.paper.words import count, listing, value_text
from minitorch.plot.tables.memory import Stored
from minitorch.tensors.indexing import Index

_ROWS_TOLD = 6  # rows whose positions the sentence lists


def facts(what: Stored, index: Index | None, strides: bool) -> list[str]:
    """Return the lines that stand beside the table."""
    lines = [f"shape {what.shape}"]
    if strides:
        lines.append(f"strides {what.strides}")
        lines.append(f"offset {what.offset}")
    if index is not None:
        lines += [f"index {index}", f"position {position_sum(what, index)}"]
    return [line.replace("-", "\N{MINUS SIGN}") for line in lines]


def position_sum(what: Stored, index: Index) -> str:
    """Return how the position of an index is found, in numbers."""
    pairs = zip(index, what.strides, strict=True)
    parts = [f"{i} · {s}" if s >= 0 else f"{i} · ({s})" for i, s in pairs]
    return " + ".join([str(what.offset), *parts]) + f" = {what.position(index)}"


def tell(what: Stored, index: Index | None, strides: bool) -> str:
    """Say what the picture shows."""
    numbers = count(len(what.numbers), "number")
    told = f"A table of shape {what.shape} over a storage of {numbers}"
    if strides:
        told += f", read with strides {what.strides} and offset {what.offset}"
    told += f".{_tell_rows(what)}"
    reads = Counter(what.positions.values())
    again = [i for i, times in sorted(reads.items()) if times > 1]
    unread = [i for i in range(len(what.numbers)) if i not in reads]
    if again:
        told += f" Read more than once: {_positions(again)}."
    if unread:
        told += f" Not read: {_positions(unread)}."
    if index is not None:
        value = value_text(what.numbers[what.position(index)])
        told += f" Index {index} is at position {position_sum(what, index)}, "
        told += f"which holds {value}."
    return told


def _tell_rows(what: Stored) -> str:
    """Say which positions each row of the table reads."""
    rows: dict[Index, list[int]] = {}
    for index, position in what.positions.items():
        rows.setdefault(index[:-1], []).append(position)
    if len(rows) > _ROWS_TOLD:
        starts = [row[0] for row in rows.values()]
        return f" Its {len(rows)} rows start at {_positions(starts)}."
    told = ""
    for row, at in rows.items():
        name = f"Row {', '.join(map(str, row))}" if row else "It"
        told += f" {name} reads {_positions(at)}."
    return told


def _positions(at: Sequence[int]) -> str:
    noun = "position" if len(at) == 1 else "positions"
    return f"the {noun} {listing([str(i) for i in at])}"
