"""The constants' shares are added up too, and they are given a derivative.

Told: skip the share
"""


def backpropagate(variable, d_output=1.0, watch=None):
    if variable.is_constant():
        raise ValueError("a constant has no derivative")
    sums = {variable: variable.check_derivative(d_output, "backward")}
    leaves, constants = [], {}
    for v in topological_sort(variable):
        d = sums.pop(v)
        shares = [] if v.is_leaf() else list(v.chain_rule(d))
        if v.is_leaf():
            leaves.append((v, d))
        for a, share in shares:
            where = constants if a.is_constant() else sums
            where[a] = where.get(a, 0.0) + share
        if watch:
            watch(v, d, shares, sums)
    accumulate(leaves + list(constants.items()))
