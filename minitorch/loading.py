"""Batches: examples taken a few at a time, in a new order in each epoch.

>>> from minitorch import tensor
>>> data = TensorDataset(tensor([[0.0], [1.0], [2.0]]), tensor([0.0, 1.0, 2.0]))
>>> for x, y in DataLoader(data, batch_size=2, shuffle=True, seed=1):
...     print(x.tolist(), y.tolist())
[[0.0], [1.0]] [0.0, 1.0]
[[2.0]] [2.0]
"""

import math
from collections.abc import Callable, Iterator, Sequence
from typing import Any, Generic, TypeVar

import numpy as np

from minitorch.checks import expect
from minitorch.tensors.creation import stack, tensor
from minitorch.tensors.generators import Seed, generator_of
from minitorch.tensors.tensor import Tensor

Example = TypeVar("Example", covariant=True)


class Dataset(Generic[Example]):
    """What a DataLoader goes through: a subclass brings a length and an example each.

    >>> class Squares(Dataset):
    ...     def __len__(self):
    ...         return 4
    ...
    ...     def __getitem__(self, i):
    ...         return tensor([float(i)]), i**2
    >>> next(iter(DataLoader(Squares(), batch_size=2)))
    [tensor([[0.],
            [1.]]), tensor([0., 1.])]
    """

    def __getitem__(self, index: Any) -> Example:
        """Return an example.

        Raises:
            NotImplementedError: the subclass does not say which.
        """
        raise NotImplementedError(
            f"{type(self).__name__} has no examples: define `def __getitem__(self, i)` "
            "and `def __len__(self)` in the class"
        )


class TensorDataset(Dataset[tuple[Tensor, ...]]):
    """Examples that stand in several tensors, as inputs and targets.

    Args:
        tensors: with one example for each index of the first dimension.

    Raises:
        ValueError: there are none, or they have different numbers of examples.
    """

    def __init__(self, *tensors: Tensor) -> None:
        self.tensors = tensors
        sizes = {len(t) for t in tensors}
        expect(len(sizes) == 1, "TensorDataset: tensors of one length", sizes)

    def __len__(self) -> int:
        return len(self.tensors[0])

    def __getitem__(self, index: Any) -> tuple[Tensor, ...]:
        return tuple(t[index] for t in self.tensors)


class DataLoader:
    """Go through examples in batches.

    Args:
        dataset: a TensorDataset, or anything with a length and indices.
        batch_size: how many examples a batch has; the last one may have fewer.
        shuffle: whether each epoch has a new order.
        drop_last: whether a smaller last batch is left out.
        collate_fn: makes a batch of a list of examples, by default tensors of them.
        num_workers, pin_memory: of no account, since all is loaded by this program.
        seed, generator: for the orders, as for ``rand``; with a whole number the first
            epoch always has the same order, the second another, and so on.
    """

    def __init__(
        self,
        dataset: Any,
        batch_size: int = 1,
        shuffle: bool = False,
        *,
        drop_last: bool = False,
        collate_fn: Callable[[list[Any]], Any] | None = None,
        num_workers: int = 0,
        pin_memory: bool = False,
        seed: Seed = None,
        generator: Seed = None,
    ) -> None:
        expect(batch_size >= 1, "DataLoader: a batch_size of 1 or more", batch_size)
        self.dataset, self.batch_size = dataset, batch_size
        self.shuffle, self.drop_last = shuffle, drop_last
        self.collate_fn = collate_fn
        self.generator = generator_of(seed, generator)

    def __len__(self) -> int:
        whole, rest = divmod(len(self.dataset), self.batch_size)
        return whole + (rest > 0 and not self.drop_last)

    def __iter__(self) -> Iterator[Any]:
        n = len(self.dataset)
        order = self.generator.permutation(n) if self.shuffle else np.arange(n)
        for i in range(len(self)):
            yield self.batch(order[i * self.batch_size : (i + 1) * self.batch_size])

    def batch(self, chosen: Any) -> Any:
        """Return the examples at these indices together."""
        if isinstance(self.dataset, TensorDataset) and self.collate_fn is None:
            return list(self.dataset[chosen])
        return (self.collate_fn or together)([self.dataset[int(i)] for i in chosen])


def together(examples: Sequence[Any]) -> Any:
    """Return examples as tensors with a first dimension more, and texts in a list.

    >>> together([(1.0, 2.0), (3.0, 4.0)])
    [tensor([1., 3.]), tensor([2., 4.])]
    """
    first = examples[0]
    if isinstance(first, dict):
        return {name: together([e[name] for e in examples]) for name in first}
    if isinstance(first, (tuple, list)):
        return [together(part) for part in zip(*examples, strict=True)]
    if isinstance(first, str):
        return list(examples)
    return stack(examples) if isinstance(first, Tensor) else tensor(examples)


def random_split(
    dataset: Any, lengths: Sequence[float], *, seed: Seed = None, generator: Seed = None
) -> list["Subset"]:
    """Return parts of a data set, chosen at random, of these lengths.

    Args:
        dataset: anything with a length and indices.
        lengths: whole numbers, or shares that sum up to 1; of examples that these leave
            over the first part gets one, the second another, and so on.
        seed, generator: as for ``rand``.

    >>> [len(part) for part in random_split(range(11), [0.5, 0.3, 0.2], seed=0)]
    [6, 3, 2]
    """
    if math.isclose(sum(lengths), 1.0):
        whole = [math.floor(len(dataset) * share) for share in lengths]
        left = len(dataset) - sum(whole)
        lengths = [n + (i < left) for i, n in enumerate(whole)]
    expect(
        sum(lengths) == len(dataset),
        f"random_split: lengths that sum up to {len(dataset)}, or shares of 1",
        lengths,
    )
    order = generator_of(seed, generator).permutation(len(dataset))
    ends = np.cumsum(lengths)
    return [
        Subset(dataset, order[end - n : end])
        for n, end in zip(lengths, ends, strict=True)
    ]


class Subset(Dataset[Any]):
    """Some of the examples of a data set, in an order of their own."""

    def __init__(self, dataset: Any, indices: Any) -> None:
        self.dataset, self.indices = dataset, indices

    def __len__(self) -> int:
        return len(self.indices)

    def __getitem__(self, index: int) -> Any:
        return self.dataset[int(self.indices[index])]
