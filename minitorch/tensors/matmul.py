"""Matrix multiplication."""

from minitorch.function import Context
from minitorch.tensors.backend import Array
from minitorch.tensors.elementwise import TensorFunction
from minitorch.tensors.indexing import ShapeError, shape_broadcast


class MatMul(TensorFunction):
    """A @ B: rows of A times columns of B; more dimensions are a batch of matrices.

    For C = A B and D = ∂loss/∂C: ∂loss/∂A = D Bᵀ and ∂loss/∂B = Aᵀ D.
    """

    @staticmethod
    def forward(ctx: Context, a: Array, b: Array) -> Array:
        ctx.save_for_backward(a, b)
        return a @ b

    @staticmethod
    def backward(ctx: Context, d_out: Array) -> tuple[Array, Array]:
        a, b = ctx.saved_values
        if len(a.shape) > 1 and len(b.shape) > 1:
            return d_out @ b.mT, a.mT @ d_out
        # A vector on the left is a row, one on the right a column.
        row, column = len(a.shape) == 1, len(b.shape) == 1
        a = a[None, :] if row else a
        b = b[:, None] if column else b
        d_out = d_out[..., None] if column else d_out
        d_out = d_out[..., None, :] if row else d_out
        d_a, d_b = d_out @ b.mT, a.mT @ d_out
        return d_a[..., 0, :] if row else d_a, d_b[..., 0] if column else d_b

    @staticmethod
    def check_inputs(*data: Array) -> None:
        """Raise a ShapeError that says which sizes of the matrices disagree."""
        a, b = data[0].shape, data[1].shape
        if not a or not b:
            raise ShapeError(
                f"MatMul: expected vectors or matrices, got shapes {a} and {b}; use * "
                "to multiply by a number"
            )
        rows = b[-2] if len(b) > 1 else b[0]
        if a[-1] != rows:
            raise ShapeError(
                f"MatMul: expected as many columns on the left as rows on the right, "
                f"got {a[-1]} and {rows} in the shapes {a} and {b}"
            )
        try:
            shape_broadcast(a[:-2], b[:-2])
        except ShapeError as error:
            raise ShapeError(
                f"MatMul: the batches of the shapes {a} and {b} differ: {error}"
            ) from None
