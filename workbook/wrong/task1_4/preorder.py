"""The order of a depth-first search is that in which Variables are met, not finished.

Told: where it is met first
"""


def topological_sort(variable):
    order, seen = [], set()
    waiting = [variable]
    while waiting:
        v = waiting.pop()
        if v in seen or v.is_constant():
            continue
        seen.add(v)
        order.append(v)
        waiting.extend(v.parents)
    return order
