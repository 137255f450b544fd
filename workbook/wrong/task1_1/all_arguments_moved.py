"""Every argument is moved, not only the one that is named.

Told: all others are held fixed
"""


def central_difference(f, *vals, arg=0, epsilon=1e-6):
    if not 0 <= arg < len(vals):
        raise IndexError(f"f has no argument number {arg}")
    if not 0 < epsilon < math.inf:
        raise ValueError("epsilon has to be positive")

    above = [v + epsilon for v in vals]
    below = [v - epsilon for v in vals]
    return (f(*above) - f(*below)) / (2 * epsilon)
