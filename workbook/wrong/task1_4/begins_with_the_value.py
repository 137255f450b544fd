"""The walk begins with the value of the result, where its derivative belongs.

Told: not with its value
"""


def backpropagate(variable, d_output=1.0, watch=None):
    if variable.is_constant():
        raise ValueError("a constant has no derivative")
    sums = {variable: d_output * variable.data}
    leaves = []
    for v in topological_sort(variable):
        d = sums.pop(v)
        if v.is_leaf():
            leaves.append((v, d))
            shares = []
        else:
            shares = list(v.chain_rule(d))
        for a, share in shares:
            if not a.is_constant():
                sums[a] = sums.get(a, 0.0) + share
        if watch:
            watch(v, d, shares, sums)
    accumulate(leaves)
