"""Every share is passed on by itself, along every way: right numbers, and a turn for each way.

Told: more than once
"""


def backpropagate(variable, d_output=1.0, watch=None):
    if variable.is_constant():
        raise ValueError("a constant has no derivative")
    if variable.is_leaf():
        accumulate([(variable, d_output)])
    else:
        for a, share in variable.chain_rule(d_output):
            if not a.is_constant():
                backpropagate(a, share, watch)
