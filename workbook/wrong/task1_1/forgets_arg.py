"""It always moves the first argument.

Told: only argument number arg moves
"""


def central_difference(f, *vals, arg=0, epsilon=1e-6):
    if not 0 <= arg < len(vals):
        raise IndexError(f"f has no argument number {arg}")
    if not 0 < epsilon < math.inf:
        raise ValueError("epsilon has to be positive")

    x, *others = vals
    return (f(x + epsilon, *others) - f(x - epsilon, *others)) / (2 * epsilon)
