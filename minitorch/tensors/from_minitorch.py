"""Names of MiniTorch's tensors."""

from typing import Any, Self

import numpy as np

from minitorch.storage.tensor_data import TensorData
from minitorch.tensors.changes import TensorChanges


class TensorFromMiniTorch(TensorChanges):
    """The part of Tensor that is there so that programs for MiniTorch run."""

    __slots__ = ()

    @classmethod
    def of_storage(
        cls, storage: Any, shape: Any, strides: Any = None, backend: str = "numpy"
    ) -> Self:
        """Return a constant that reads numbers in a row with a shape and strides."""
        return cls(TensorData(storage, shape, strides), backend=backend)

    @property
    def _tensor(self) -> TensorData:
        """The elements as tensor data; a copy, except with the loops."""
        if isinstance(self.data, TensorData):
            return self.data
        return TensorData(np.asarray(self.data).ravel().tolist(), self.shape)

    def _ensure_tensor(self, other: Any) -> Self:
        """Return a number as a tensor, and a tensor as it is."""
        return self.like(other)

    def tuple(self) -> Any:
        """Return storage, shape and strides; see TensorData."""
        return self._tensor.tuple()

    def get_data(self) -> Self:
        """Return ``detach()``, as early versions called it."""
        return self.detach()
