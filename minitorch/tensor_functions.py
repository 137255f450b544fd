"""MiniTorch's ``tensor_functions``: what makes tensors, and their Functions.

The ``forward`` and ``backward`` of a Function of one's own are given arrays here, not
tensors: ``a * b`` in the place of ``a.f.mul_zip(a, b)``.
"""

from minitorch.autodiff import ScalarHistory as History
from minitorch.tensors.creation import rand, tensor, zeros
from minitorch.tensors.elementwise import Add, Exp, Log, Mul, Neg, ReLU, Sigmoid
from minitorch.tensors.elementwise import TensorFunction as Function
from minitorch.tensors.grad_check import grad_central_difference, grad_check
from minitorch.tensors.matmul import MatMul
from minitorch.tensors.shapes import Copy

__all__ = [
    "Add",
    "Copy",
    "Exp",
    "Function",
    "History",
    "Log",
    "MatMul",
    "Mul",
    "Neg",
    "ReLU",
    "Sigmoid",
    "grad_central_difference",
    "grad_check",
    "rand",
    "tensor",
    "zeros",
]
