"""The order of a depth-first search as it is, from the leaves to the result.

Told: has to be reversed
"""


def topological_sort(variable):
    finished, seen = [], set()
    waiting = [(variable, False)]
    while waiting:
        v, ready = waiting.pop()
        if ready:
            finished.append(v)
        elif v not in seen and not v.is_constant():
            seen.add(v)
            waiting.append((v, True))
            waiting.extend((a, False) for a in v.parents)
    return finished
