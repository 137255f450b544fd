"""f is called with the moved argument alone.

Told: with all
"""


def central_difference(f, *vals, arg=0, epsilon=1e-6):
    if not 0 <= arg < len(vals):
        raise IndexError(f"f has no argument number {arg}")
    if not 0 < epsilon < math.inf:
        raise ValueError("epsilon has to be positive")

    x = vals[arg]
    return (f(x + epsilon) - f(x - epsilon)) / (2 * epsilon)
