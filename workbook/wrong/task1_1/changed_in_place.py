"""One list for both points: it is moved up, and then only back to where it was.

Told: the same distance to both sides
"""


def central_difference(f, *vals, arg=0, epsilon=1e-6):
    if not 0 <= arg < len(vals):
        raise IndexError(f"f has no argument number {arg}")
    if not 0 < epsilon < math.inf:
        raise ValueError("epsilon has to be positive")

    vals = list(vals)
    vals[arg] += epsilon
    above = f(*vals)
    vals[arg] -= epsilon
    below = f(*vals)
    return (above - below) / (2 * epsilon)
