"""The exp of a large score is taken as it is, and is too large for a float.

Told: take the largest score from all of them
"""


def softmax(scores):
    powers = [score.exp() for score in scores]
    total = sum(powers)
    return [power / total for power in powers]
