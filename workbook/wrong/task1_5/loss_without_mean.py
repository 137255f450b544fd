"""The losses are added up and not divided by their number.

Told: divided by the number of points
"""


def mean_loss(model, points):
    total = 0.0
    for (x1, x2), y in zip(points.X, points.y):
        m = model(x1, x2)
        total += -(m if y == 1 else -m).sigmoid().log()
    return total
