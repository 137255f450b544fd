"""A function that calls itself: right, until a graph is deeper than Python's calls go.

Told: do not go that deep
"""


def topological_sort(variable):
    seen, finished = set(), []

    def visit(v):
        if v in seen or v.is_constant():
            return
        seen.add(v)
        for a in v.parents:
            visit(a)
        finished.append(v)

    visit(variable)
    return finished[::-1]
