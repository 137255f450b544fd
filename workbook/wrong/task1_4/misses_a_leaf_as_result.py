"""Leaves receive what Functions pass back, so a result that is a leaf receives nothing.

Told: the result may be a leaf
"""


def backpropagate(variable, d_output=1.0, watch=None):
    if variable.is_constant():
        raise ValueError("a constant has no derivative")
    sums = {variable: variable.check_derivative(d_output, "backward")}
    leaves = {}
    for v in topological_sort(variable):
        if v.is_leaf():
            continue
        d = sums.pop(v)
        shares = list(v.chain_rule(d))
        for a, share in shares:
            if a.is_leaf():
                leaves[a] = leaves.get(a, 0.0) + share
            elif not a.is_constant():
                sums[a] = sums.get(a, 0.0) + share
        if watch:
            watch(v, d, shares, sums)
    accumulate(leaves.items())
