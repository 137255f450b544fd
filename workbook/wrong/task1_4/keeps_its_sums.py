"""The sums are a default argument, so those of an earlier call are still there.

Told: new each time
"""


def backpropagate(variable, d_output=1.0, watch=None, sums={}):
    if variable.is_constant():
        raise ValueError("a constant has no derivative")
    sums[variable] = variable.check_derivative(d_output, "backward")
    leaves = []
    for v in topological_sort(variable):
        shares = [] if v.is_leaf() else list(v.chain_rule(sums[v]))
        if v.is_leaf():
            leaves.append((v, sums[v]))
        for a, share in shares:
            if not a.is_constant():
                sums[a] = sums.get(a, 0.0) + share
    accumulate(leaves)
