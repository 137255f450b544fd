"""Devices: programs ask for one, and there is one, the CPU.

>>> device("cuda" if cuda.is_available() else "cpu")
'cpu'
"""

from types import SimpleNamespace


class device(str):
    """The name of a device, "cpu".

    Raises:
        ValueError: it is another.

    >>> device("cuda")
    Traceback (most recent call last):
    ...
    ValueError: device: expected 'cpu', got 'cuda'; everything is computed on the CPU
    """

    __slots__ = ()

    def __new__(cls, name: str = "cpu") -> "device":
        if name != "cpu":
            raise ValueError(
                f"device: expected 'cpu', got {name!r}; everything is computed on the "
                "CPU"
            )
        return super().__new__(cls, name)

    @property
    def type(self) -> str:
        """Its name once more."""
        return str(self)


cuda = mps = accelerator = SimpleNamespace(is_available=lambda: False)
"""What is on other devices: nothing."""
