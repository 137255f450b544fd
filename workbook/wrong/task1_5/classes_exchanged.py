"""The loss of class 1 is that of class 0.

Told: a point on the right side
"""


def mean_loss(model, points):
    total = 0.0
    for (x1, x2), y in zip(points.X, points.y):
        m = model(x1, x2)
        total += -(m if y == 0 else -m).sigmoid().log()
    return total / points.N
