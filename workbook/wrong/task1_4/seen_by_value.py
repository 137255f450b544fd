"""Variables are looked up in a list, where == compares values and not Variables.

Told: == compares the values
"""


def topological_sort(variable):
    finished, seen = [], []
    waiting = [(variable, False)]
    while waiting:
        v, ready = waiting.pop()
        if ready:
            finished.append(v)
        elif v not in seen and not v.is_constant():
            seen.append(v)
            waiting.append((v, True))
            waiting.extend((a, False) for a in v.parents)
    return finished[::-1]
