"""The loop returns after the first point: `return` is indented too far.

Told: not only the first
"""


def mean_loss(model, points):
    total = 0.0
    for (x1, x2), y in zip(points.X, points.y):
        m = model(x1, x2)
        total += -(m if y == 1 else -m).sigmoid().log()
        return total / points.N
