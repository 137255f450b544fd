"""A negative arg counts from the end, as an index of a list does.

Told: look at arg before you use it
"""


def central_difference(f, *vals, arg=0, epsilon=1e-6):
    if not 0 < epsilon < math.inf:
        raise ValueError("epsilon has to be positive")
    above, below = list(vals), list(vals)
    above[arg] += epsilon
    below[arg] -= epsilon
    return (f(*above) - f(*below)) / (2 * epsilon)
