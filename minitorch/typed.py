"""The names for annotations, without the price of importing ``typing``.

Annotations are for people and for type checkers; a running program does not look at
them. Yet importing ``typing`` takes longer than importing all that Scalars need. So
where nothing else has loaded it, the names stand for nothing.
"""

import sys

TYPE_CHECKING = False
"""What type checkers take for True."""

if TYPE_CHECKING or "typing" in sys.modules:
    from typing import Any, ClassVar, Self, TypeVar
else:

    class Any:
        """Stands for ``typing.Any``, and for all that gets no argument."""

    class ClassVar:
        """Stands for ``typing.ClassVar``, whose argument it forgets."""

        def __class_getitem__(cls, item: object) -> type:
            return cls

    Self = Any

    def TypeVar(name: str) -> type:
        """Stand for ``typing.TypeVar``."""
        return Any


__all__ = ["TYPE_CHECKING", "Any", "ClassVar", "Self", "TypeVar"]
