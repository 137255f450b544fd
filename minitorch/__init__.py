"""A small, readable deep-learning engine, built step by step in the course."""

from minitorch import operators
from minitorch.points import PointSet, datasets

__all__ = ["PointSet", "datasets", "operators"]
