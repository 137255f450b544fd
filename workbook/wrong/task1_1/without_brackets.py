"""`/ 2 * epsilon` where `/ (2 * epsilon)` is meant.

Told: in brackets
"""


def central_difference(f, *vals, arg=0, epsilon=1e-6):
    if not 0 <= arg < len(vals):
        raise IndexError(f"f has no argument number {arg}")
    if not 0 < epsilon < math.inf:
        raise ValueError("epsilon has to be positive")

    above, below = list(vals), list(vals)
    above[arg] += epsilon
    below[arg] -= epsilon
    return (f(*above) - f(*below)) / 2 * epsilon
