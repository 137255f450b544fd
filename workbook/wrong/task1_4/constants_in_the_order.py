"""Constants are in the order, and so it is their turn as well.

Told: constants take no part
"""


def topological_sort(variable):
    finished, seen = [], set()
    waiting = [(variable, False)]
    while waiting:
        v, ready = waiting.pop()
        if ready:
            finished.append(v)
        elif v not in seen:
            seen.add(v)
            waiting.append((v, True))
            waiting.extend((a, False) for a in v.parents)
    return finished[::-1]
