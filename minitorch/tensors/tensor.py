"""Tensors: arrays of numbers that remember how they were computed.

>>> from minitorch import tensor
>>> x = tensor([[1.0, 2.0, 3.0], [4.0, 5.0, 6.0]])
>>> w = tensor([0.5, -1.0, 2.0], requires_grad=True)
>>> y = (x * w).sum()
>>> y
tensor(13.5, grad_fn=Sum)
>>> y.backward()
>>> w.grad
array([5., 7., 9.])

A Tensor is a Variable, as a Scalar is, and the same engine differentiates both. What it
holds is an array of numpy, or one that is computed on by plain loops.
"""

from collections.abc import Iterable, Iterator, Sequence
from numbers import Real
from typing import Any, ClassVar, Self

import numpy as np

from minitorch.autodiff import ScalarHistory, Variable
from minitorch.function import Function
from minitorch.tensors.backends import as_array, backend_of
from minitorch.tensors.elementwise import (
    Abs,
    Add,
    Array,
    Div,
    Exp,
    Log,
    Mul,
    Neg,
    Pow,
    Power,
    ReLU,
    Sigmoid,
    Sqrt,
    Sub,
    Tanh,
    TensorFunction,
)
from minitorch.tensors.indexing import IndexingError, ShapeError
from minitorch.tensors.matmul import MatMul
from minitorch.tensors.reductions import Dim, Max, Mean, Min, Sum
from minitorch.tensors.shapes import Copy, GetItem, Permute, Reshape

Shape = tuple[int, ...]
FLOATS = (np.dtype(np.float64), np.dtype(np.float32))


class Tensor(Variable):
    """An array of numbers that takes part in automatic differentiation.

    Names and meaning are PyTorch's. It differs in this: numbers are float64 unless
    float32 is asked for, comparisons give 1.0 and 0.0, ``data`` and ``grad`` are plain
    arrays, ``grad_fn`` is the Function itself, and nothing is changed in place.

    Args:
        data: numbers, lists of numbers, or an array; it is copied.
        requires_grad: whether it receives a derivative; without, it is a constant.
        dtype: float64 or float32.
        backend: "numpy", or "loops" for plain Python.
        name: for people and pictures.

    Raises:
        TypeError: data holds something else than numbers.
        ShapeError: the lists are of different lengths.
    """

    __slots__ = ()
    data: Array
    derivative: Array | None

    data_type = np.ndarray
    has_shape = True
    # Asks numpy's arrays to leave `array * x` to Tensor.__rmul__.
    __array_ufunc__: ClassVar[None] = None

    def __init__(
        self,
        data: Any,
        requires_grad: bool = False,
        *,
        dtype: Any = None,
        backend: str = "numpy",
        name: str = "",
    ) -> None:
        history = ScalarHistory() if requires_grad else None
        super().__init__(as_array(data, dtype, backend), history, name)

    @classmethod
    def constant(cls, value: Any, where: str) -> Self:
        """Return numbers as a Tensor that takes no part in differentiation."""
        if isinstance(value, cls):
            return value
        if isinstance(value, Variable):
            raise TypeError(f"{where}: expected tensors or numbers, got {value!r}")
        return cls(value)

    @classmethod
    def check_data(cls, value: Any, where: str) -> Array:
        """Return the result of a computation as an array of floats.

        Raises:
            TypeError: value is not an array, nor a number.
        """
        if value.__class__ is np.float64:  # numpy's answer without dimensions
            return np.asarray(value)
        if isinstance(value, (float, int, np.generic)):
            value = np.asarray(value)
        if getattr(value, "dtype", None) not in FLOATS:
            raise TypeError(
                f"{where}: expected an array of float64 or float32, got {value!r} of "
                f"type {type(value).__name__}"
            )
        return value

    def like(self, value: Any) -> "Tensor":
        """Return numbers as a constant of this tensor's dtype; a Tensor as it is."""
        if value.__class__ is Tensor:
            return value
        if isinstance(value, Variable):
            raise TypeError(f"expected tensors or numbers, got {value!r}")
        if isinstance(value, Real):
            return constant(np.array(value, self.data.dtype))
        return constant(as_array(value, self.data.dtype))

    # What it is

    @property
    def grad(self) -> Array | None:
        """The derivative of the result that backward was called on; None before."""
        return self.derivative

    @grad.setter
    def grad(self, value: Array | None) -> None:
        self.derivative = (
            value if value is None else self.check_derivative(value, "grad")
        )

    @property
    def grad_fn(self) -> type[Function] | None:
        """The Function that made it; None for a leaf and for a constant."""
        return self.last_fn

    @property
    def requires_grad(self) -> bool:
        """Whether it takes part in differentiation."""
        return self.inputs is not None

    def requires_grad_(self, requires_grad: bool = True) -> Self:
        """Make this leaf receive a derivative, or a constant of it; return itself.

        Raises:
            ValueError: it was made by a Function.
        """
        if self.last_fn is not None:
            raise ValueError(
                "requires_grad_: expected a leaf, got a result of "
                f"{self.last_fn.__name__}; use detach() for a constant of its values"
            )
        self.inputs = () if requires_grad else None
        return self

    @property
    def shape(self) -> Shape:
        """The size of every dimension."""
        shape: Shape = self.data.shape
        return shape

    def size(self, dim: int | None = None) -> Any:
        """Return the shape, or the size of one dimension."""
        return self.shape if dim is None else self.shape[self._dim(dim, "size")]

    @property
    def dims(self) -> int:
        """The number of dimensions."""
        return len(self.shape)

    ndim = dims

    def numel(self) -> int:
        """Return the number of elements."""
        return int(self.data.size)

    @property
    def dtype(self) -> Any:
        """Float64 or float32."""
        return self.data.dtype

    @property
    def backend(self) -> str:
        """The name of what computes, "numpy" or "loops"."""
        return backend_of(self.data)

    def item(self) -> float:
        """Return the only element as a number.

        Raises:
            ValueError: there are several, or none.
        """
        if self.data.size != 1:
            raise ValueError(f"item: expected one element, got shape {self.shape}")
        return float(self.data.item())

    def tolist(self) -> Any:
        """Return the elements as a list of lists of … of numbers."""
        return self.data.tolist()

    def numpy(self) -> "np.ndarray[Any, Any]":
        """Return the elements as an array of numpy.

        It shares the tensor's memory; with the loops it is a copy.
        """
        return np.asarray(self.data)

    def detach(self) -> "Tensor":
        """Return a constant of the same values, which shares their memory."""
        return constant(self.data, self.name)

    def __repr__(self) -> str:
        start = "tensor("
        text = np.array2string(self.numpy(), separator=", ", prefix=start, precision=4)
        facts = [text]
        if self.dtype != np.float64:
            facts.append(f"dtype={self.dtype}")
        if self.last_fn is not None:
            facts.append(f"grad_fn={self.last_fn.__name__}")
        elif self.requires_grad:
            facts.append("requires_grad=True")
        if self.name:
            facts.append(f"name={self.name!r}")
        return f"{start}{', '.join(facts)})"

    def __float__(self) -> float:
        return self.item()

    def __bool__(self) -> bool:
        if self.data.size != 1:
            raise ValueError(
                f"bool: expected a tensor of one element, got shape {self.shape}; "
                "say (…).all() for all of them"
            )
        return bool(self.data.item())

    def __len__(self) -> int:
        if not self.shape:
            raise TypeError("len: a tensor without dimensions has no length")
        return self.shape[0]

    def __iter__(self) -> Iterator["Tensor"]:
        return (self[i] for i in range(len(self)))

    __hash__ = object.__hash__

    # Arithmetic

    def __add__(self, other: Any) -> "Tensor":
        return Add.apply(self, self.like(other))

    def __radd__(self, other: Any) -> "Tensor":
        return Add.apply(self.like(other), self)

    def __sub__(self, other: Any) -> "Tensor":
        return Sub.apply(self, self.like(other))

    def __rsub__(self, other: Any) -> "Tensor":
        return Sub.apply(self.like(other), self)

    def __mul__(self, other: Any) -> "Tensor":
        return Mul.apply(self, self.like(other))

    def __rmul__(self, other: Any) -> "Tensor":
        return Mul.apply(self.like(other), self)

    def __truediv__(self, other: Any) -> "Tensor":
        return Div.apply(self, self.like(other))

    def __rtruediv__(self, other: Any) -> "Tensor":
        return Div.apply(self.like(other), self)

    def __pow__(self, exponent: Any) -> "Tensor":
        if isinstance(exponent, Real):
            return Power.apply(self, n=float(exponent))
        return Pow.apply(self, self.like(exponent))

    def __rpow__(self, base: Any) -> "Tensor":
        return Pow.apply(self.like(base), self)

    def __matmul__(self, other: Any) -> "Tensor":
        return MatMul.apply(self, self.like(other))

    def __rmatmul__(self, other: Any) -> "Tensor":
        return MatMul.apply(self.like(other), self)

    def __neg__(self) -> "Tensor":
        return Neg.apply(self)

    def __pos__(self) -> "Tensor":
        return self

    # Comparisons: constants of 1.0 and 0.0, since they are flat everywhere

    def __lt__(self, other: Any) -> "Tensor":
        return self._compared(np.less, other)

    def __le__(self, other: Any) -> "Tensor":
        return self._compared(np.less_equal, other)

    def __gt__(self, other: Any) -> "Tensor":
        return self._compared(np.greater, other)

    def __ge__(self, other: Any) -> "Tensor":
        return self._compared(np.greater_equal, other)

    def __eq__(self, other: object) -> "Tensor":  # type: ignore[override]
        return self._compared(np.equal, other)

    def __ne__(self, other: object) -> "Tensor":  # type: ignore[override]
        return self._compared(np.not_equal, other)

    def _compared(self, compare: Any, other: Any) -> "Tensor":
        if other is None or isinstance(other, str):
            return NotImplemented
        other = self.like(other)
        try:
            answers = compare(self.data, other.data)
        except ValueError:
            Add.check_inputs(self.data, other.data)
            raise
        return constant(np.multiply(answers, 1.0, dtype=self.dtype))

    # Functions of each element

    def exp(self) -> "Tensor":
        """Return e to the power of each element."""
        return Exp.apply(self)

    def log(self) -> "Tensor":
        """Return the natural logarithm of each element.

        Raises:
            ValueError: an element is negative (PyTorch gives NaN).
        """
        return Log.apply(self)

    def sqrt(self) -> "Tensor":
        """Return the square root of each element.

        Raises:
            ValueError: an element is negative (PyTorch gives NaN).
        """
        return Sqrt.apply(self)

    def sigmoid(self) -> "Tensor":
        """Return 1 / (1 + e⁻ˣ) of each element."""
        return Sigmoid.apply(self)

    def tanh(self) -> "Tensor":
        """Return the hyperbolic tangent of each element."""
        return Tanh.apply(self)

    def relu(self) -> "Tensor":
        """Return each element where it is positive, else 0."""
        return ReLU.apply(self)

    def abs(self) -> "Tensor":
        """Return each element without its sign."""
        return Abs.apply(self)

    __abs__ = abs

    # Reductions

    def sum(self, dim: Any = None, keepdim: bool = False) -> "Tensor":
        """Return the sum over one dimension, several, or all."""
        return Sum.apply(self, dim=self._dims(dim, "sum"), keepdim=keepdim)

    def mean(self, dim: Any = None, keepdim: bool = False) -> "Tensor":
        """Return the mean over one dimension, several, or all.

        Raises:
            ValueError: there is nothing to take the mean of (PyTorch gives NaN).
        """
        return Mean.apply(self, dim=self._dims(dim, "mean"), keepdim=keepdim)

    def max(self, dim: Any = None, keepdim: bool = False) -> "Tensor":
        """Return the largest elements along one dimension, several, or all.

        Only the values, as PyTorch's ``amax``: ``argmax`` says where they are.

        Raises:
            ValueError: there are no elements.
        """
        return Max.apply(self, dim=self._dims(dim, "max"), keepdim=keepdim)

    def min(self, dim: Any = None, keepdim: bool = False) -> "Tensor":
        """Return the smallest elements along one dimension, several, or all.

        Only the values, as PyTorch's ``amin``.

        Raises:
            ValueError: there are no elements.
        """
        return Min.apply(self, dim=self._dims(dim, "min"), keepdim=keepdim)

    def all(self, dim: Any = None, keepdim: bool = False) -> "Tensor":
        """Return 1.0 where all elements differ from 0, else 0.0: a constant."""
        return (self == 0.0).sum(dim, keepdim) == 0.0

    def argmax(self, dim: int) -> "np.ndarray[Any, Any]":
        """Return where the first of the largest elements is: an array of integers."""
        return np.asarray(self.data.argmax(axis=self._dim(dim, "argmax")))

    # Shapes

    def reshape(self, *shape: Any) -> "Tensor":
        """Return the same elements in another shape; one size may be -1."""
        return Reshape.apply(self, shape=self._new_shape(shape, "reshape"))

    def view(self, *shape: Any) -> "Tensor":
        """Return the same elements in another shape, without copying them.

        Raises:
            ShapeError: they do not lie side by side in memory, or do not fit.
        """
        if not self.is_contiguous():
            raise ShapeError(
                f"view: expected contiguous elements, got strides {self.strides} for "
                f"the shape {self.shape}; call contiguous() first, or use reshape"
            )
        return Reshape.apply(self, shape=self._new_shape(shape, "view"))

    def permute(self, *order: Any) -> "Tensor":
        """Return the dimensions in another order.

        Raises:
            IndexingError: order does not name every dimension once.
        """
        dims = tuple(_flat(order))
        if sorted(d % max(self.dims, 1) for d in dims) != list(range(self.dims)):
            raise IndexingError(
                f"permute: expected each of {self.dims} dimensions once, got {dims}"
            )
        return Permute.apply(self, order=dims)

    def transpose(self, dim0: int, dim1: int) -> "Tensor":
        """Return the tensor with two dimensions exchanged."""
        order = list(range(self.dims))
        i, j = self._dim(dim0, "transpose"), self._dim(dim1, "transpose")
        order[i], order[j] = j, i
        return Permute.apply(self, order=tuple(order))

    @property
    def T(self) -> "Tensor":
        """The transpose of a matrix."""
        if self.dims != 2:
            raise ShapeError(f"T: expected a matrix, got shape {self.shape}")
        return self.transpose(0, 1)

    @property
    def strides(self) -> Shape:
        """How many elements apart in memory two neighbours are, in each dimension."""
        return tuple(step // self.data.itemsize for step in self.data.strides)

    def is_contiguous(self) -> bool:
        """Whether the elements lie side by side in memory, the last index fastest."""
        return bool(self.data.flags.c_contiguous)

    def contiguous(self) -> "Tensor":
        """Return a copy whose elements lie side by side, or itself if they do."""
        return self if self.is_contiguous() else Copy.apply(self)

    def __getitem__(self, index: Any) -> "Tensor":
        try:
            return GetItem.apply(self, index=_plain_index(index))
        except IndexError as error:
            raise IndexingError(
                f"index {index!r} does not fit the shape {self.shape}: {error}"
            ) from None

    def __setitem__(self, index: Any, value: Any) -> None:
        raise TypeError(
            "a tensor is not changed in place, since backward may need what it was; "
            "compute a new one, or write to x.data of a leaf before it is used"
        )

    # Derivatives

    def backward(self, gradient: Any = None) -> None:
        """Leave ∂self/∂x in the ``grad`` of every leaf x.

        Args:
            gradient: the derivative of a final number with respect to this tensor, of
                the same shape; may be left out for a tensor of one element.

        Raises:
            ValueError: it is left out, and this tensor has several elements.
            ShapeError: its shape is another.
        """
        if gradient is None:
            if self.data.size != 1:
                raise ValueError(
                    f"backward: expected a tensor of one element, got shape "
                    f"{self.shape}; take its sum() or mean(), or give a gradient"
                )
            gradient = 1.0
        super().backward(gradient)

    def zero_grad_(self) -> None:
        """Forget the derivative, so that the next backward starts anew."""
        self.derivative = None

    def chain_rule(self, d_output: Any) -> Iterable[tuple[Any, Any]]:
        """Pass a derivative back, summed up where an input was broadcast."""
        pairs = super().chain_rule(d_output)
        where = self.last_fn.__name__ if self.last_fn else ""
        return [(v, d if v.inputs is None else v.fit(d, where)) for v, d in pairs]

    def fit(self, d: Any, where: str) -> Array:
        """Sum a derivative up to this tensor's shape, undoing a broadcast."""
        shape = self.data.shape
        if getattr(d, "shape", ()) == shape:
            return d
        d = self.check_data(d, f"{where}.backward")
        extra = d.ndim - len(shape)
        if extra < 0 or any(
            n not in (1, m) for n, m in zip(shape, d.shape[extra:], strict=True)
        ):
            raise ShapeError(
                f"{where}.backward: expected a derivative that sums up to the shape "
                f"{shape} of its argument, got shape {d.shape}"
            )
        repeated = [
            i for i, m in enumerate(d.shape) if i < extra or m != shape[i - extra]
        ]
        return d.sum(axis=tuple(repeated)).reshape(shape)

    def check_derivative(self, d: Any, where: str) -> Array:
        """Return a derivative as an array of its own, of this tensor's shape and dtype.

        Args:
            d: an array of that shape; a number will do for a tensor of one element.
            where: what the message of an error begins with.

        Raises:
            ShapeError: its shape is another.
            TypeError: it holds something else than numbers.
        """
        d = as_array(d, self.data.dtype, self.backend)
        if d.shape != self.data.shape:
            if d.shape == () and self.data.size == 1:
                return d.reshape(self.data.shape)
            raise ShapeError(
                f"{where}: expected the shape {self.data.shape}, got {d.shape}"
            )
        return d

    # What can go wrong

    def _dim(self, dim: Any, where: str) -> int:
        """Return a dimension counted from the front."""
        if not isinstance(dim, int) or not -self.dims <= dim < self.dims:
            raise IndexingError(
                f"{where}: expected a dimension from {-self.dims} to {self.dims - 1} "
                f"of the shape {self.shape}, got {dim!r}"
            )
        return dim % self.dims

    def _dims(self, dim: Any, where: str) -> Dim:
        """Return one dimension, or several, counted from the front."""
        if dim is None or isinstance(dim, int):
            return dim if dim is None else self._dim(dim, where)
        dims = tuple(self._dim(d, where) for d in dim)
        if len(set(dims)) < len(dims):
            raise IndexingError(f"{where}: expected each dimension once, got {dim!r}")
        return dims

    def _new_shape(self, shape: Sequence[Any], where: str) -> Shape:
        """Return the new shape, with -1 filled in."""
        sizes = list(_flat(shape))
        known = int(np.prod([n for n in sizes if n != -1]))
        if sizes.count(-1) == 1 and known and self.numel() % known == 0:
            sizes[sizes.index(-1)] = self.numel() // known
        if int(np.prod(sizes)) != self.numel() or any(n < 0 for n in sizes):
            raise ShapeError(
                f"{where}: expected a shape of {self.numel()} elements for the shape "
                f"{self.shape}, got {tuple(_flat(shape))}"
            )
        return tuple(sizes)


def constant(data: Array, name: str = "") -> Tensor:
    """Return an array as a Tensor without a copy and without a derivative."""
    return Tensor.make(data, None, None, None, name=name)


def _flat(sizes: Sequence[Any]) -> Sequence[int]:
    """Return f(2, 3) and f((2, 3)) alike."""
    if len(sizes) == 1 and isinstance(sizes[0], (tuple, list)):
        return sizes[0]
    return sizes


def _plain_index(index: Any) -> Any:
    """Return an index without tensors and lists, which become arrays of integers."""
    if isinstance(index, tuple):
        return tuple(_plain_index(part) for part in index)
    if isinstance(index, Tensor):
        whole = index.numpy().astype(int)
        if (whole != index.numpy()).any():
            raise IndexingError(f"expected whole numbers as an index, got {index}")
        return whole
    return np.asarray(index) if isinstance(index, list) else index


TensorFunction.variable = Tensor
