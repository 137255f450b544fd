"""The tangent goes on below 0, where a mistake should be refused.

Told: a negative number has no logarithm
"""


def log(x):
    if x < EPS:
        return math.log(EPS) + (x - EPS) / EPS
    return math.log(x)
