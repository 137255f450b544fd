"""`=` where `+=` belongs.

Told: must be added
"""


def backpropagate(variable, d_output=1.0, watch=None):
    sums = {variable: d_output}
    leaves = []
    for v in topological_sort(variable):
        d = sums.pop(v)
        if v.last_fn is None:
            leaves.append((v, d))
        shares = v.chain_rule(d) if v.last_fn else ()
        for a, share in watch(v, d, shares, sums) if watch else shares:
            if a.inputs is not None:
                sums[a] = share
    accumulate(leaves)
