"""Numbers by their names, as PyTorch has them beside its functions."""

from math import e, inf, nan, pi

__all__ = ["e", "inf", "nan", "pi"]
