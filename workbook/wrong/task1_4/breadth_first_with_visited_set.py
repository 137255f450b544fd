"""A Variable has its turn when it is first reached, as in a breadth-first search.

Told: before all that reaches it had arrived
"""


from collections import deque


def backpropagate(variable, d_output=1.0, watch=None):
    if variable.is_constant():
        raise ValueError("a constant has no derivative")
    sums = {variable: variable.check_derivative(d_output, "backward")}
    queue, seen, leaves = deque([variable]), {variable}, []
    while queue:
        v = queue.popleft()
        shares = [] if v.is_leaf() else list(v.chain_rule(sums[v]))
        for a, share in shares:
            if not a.is_constant():
                sums[a] = sums.get(a, 0.0) + share
                if a not in seen:
                    seen.add(a)
                    queue.append(a)
        if v.is_leaf():
            leaves.append(v)
        if watch:
            watch(v, sums[v], shares, {a: sums[a] for a in queue})
    accumulate([(v, sums[v]) for v in leaves])
