"""`addLists` hangs one list behind the other.

Told: hangs one list behind the other
"""


def addLists(xs, ys):
    if len(xs) != len(ys):
        raise ValueError("addLists: expected two lists of one length")
    return xs + ys
