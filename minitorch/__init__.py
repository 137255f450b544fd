"""A small, readable deep-learning engine, built step by step in the course."""

from minitorch import operators
from minitorch.autodiff import (
    Context,
    ScalarHistory,
    Variable,
    backpropagate,
    topological_sort,
)
from minitorch.function import Function
from minitorch.module import Module, Parameter
from minitorch.numerical import central_difference, derivative_check
from minitorch.optim import SGD
from minitorch.points import PointSet, datasets
from minitorch.scalar import Scalar, ScalarFunction

__all__ = [
    "SGD",
    "Context",
    "Function",
    "Module",
    "Parameter",
    "PointSet",
    "Scalar",
    "ScalarFunction",
    "ScalarHistory",
    "Variable",
    "backpropagate",
    "central_difference",
    "datasets",
    "derivative_check",
    "operators",
    "topological_sort",
]
