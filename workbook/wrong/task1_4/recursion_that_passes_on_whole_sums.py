"""Each time that something arrives at a Variable, its whole sum is passed on once more.

Told: more than once
"""


def backpropagate(variable, d_output=1.0, watch=None):
    if variable.is_constant():
        raise ValueError("a constant has no derivative")
    sums = {}

    def visit(v, d):
        sums[v] = sums.get(v, 0.0) + d
        if not v.is_leaf():
            for a, share in v.chain_rule(sums[v]):
                if not a.is_constant():
                    visit(a, share)

    visit(variable, variable.check_derivative(d_output, "backward"))
    accumulate([(v, d) for v, d in sums.items() if v.is_leaf()])
