"""The order is that of a breadth-first search, level by level from the result.

Told: where it is met first
"""


from collections import deque


def topological_sort(variable):
    order, queue, seen = [], deque([variable]), {variable}
    while queue:
        v = queue.popleft()
        if v.is_constant():
            continue
        order.append(v)
        for a in v.parents:
            if a not in seen:
                seen.add(a)
                queue.append(a)
    return order
