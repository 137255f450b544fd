"""The walk begins at the inputs of the result, which is missing in the order itself.

Told: the result itself
"""


def topological_sort(variable):
    finished, seen = [], set()
    waiting = [(a, False) for a in variable.parents]
    while waiting:
        v, ready = waiting.pop()
        if ready:
            finished.append(v)
        elif v not in seen and not v.is_constant():
            seen.add(v)
            waiting.append((v, True))
            waiting.extend((a, False) for a in v.parents)
    return finished[::-1]
