"""Names of MiniTorch's tensors."""

from typing import Any, Self

import numpy as np

from minitorch.storage.tensor_data import TensorData
from minitorch.tensors.changes import TensorChanges


class Read(TensorData):
    """The elements of a tensor, copied to be read."""

    def set(self, index: Any, value: float) -> None:
        """Refuse to write where the tensor itself would not change.

        Raises:
            RuntimeError: always.
        """
        raise RuntimeError(
            "set: these are a copy of the elements of a tensor, which would not change;"
            " write x[index] = value"
        )


class TensorFromMiniTorch(TensorChanges):
    """The part of Tensor that is there so that programs for MiniTorch run."""

    __slots__ = ()

    @classmethod
    def of_storage(
        cls, storage: Any, shape: Any, strides: Any = None, backend: str = "numpy"
    ) -> Self:
        """Return a constant that reads numbers in a row with a shape and strides."""
        tensor: Any = cls
        made: Self = tensor(TensorData(storage, shape, strides), backend=backend)
        return made

    @property
    def _tensor(self) -> TensorData:
        """The elements as tensor data; a copy, except with the loops."""
        if isinstance(self.data, TensorData):
            return self.data
        return Read(np.asarray(self.data).ravel().tolist(), self.shape)

    def _ensure_tensor(self, other: Any) -> Self:
        """Return a number as a tensor, and a tensor as it is."""
        return self.like(other)

    def get_data(self) -> Self:
        """Return ``detach()``, as early versions called it."""
        return self.detach()
