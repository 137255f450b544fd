"""The pictures of the course: every one is drawn from functions that really run.

    from minitorch.plot import plot_function, row
    plot_function("Sigmoid", minitorch.operators.sigmoid)

Each function takes the title first and returns a `Picture`, which shows itself in a
notebook as SVG and knows, as `.alt`, a sentence that says what it shows. `row` puts
pictures side by side. To be imported on its own. The package draws everything itself;
pictures of numbers, Scalars and points need nothing but Python.
"""

import importlib
from typing import TYPE_CHECKING, Any

from .boxes import plot_boxes
from .compare import compare_walks
from .confusion import plot_confusion
from .contours import plot_contours
from .curves import plot_function, plot_functions
from .derivatives import plot_secants, plot_tangent
from .descent import plot_descent
from .drawing import Drawing
from .errors import plot_error
from .fit import plot_fit
from .hidden import plot_activation, plot_hidden
from .history import plot_history
from .images import plot_images
from .losses import plot_losses
from .picture import Panel, Picture, row
from .points import plot_points
from .regions import plot_regions
from .separator import Separator, explore_separator
from .stepper import Stepper, step_through
from .steps import plot_step

if TYPE_CHECKING:
    from .broadcast import plot_broadcast, plot_shapes
    from .cycle import Round, one_round, plot_cycle
    from .storage import plot_storage

# Pictures of tensors need numpy, so they are loaded when they are first used.
_LATER = {
    "Round": "cycle",
    "one_round": "cycle",
    "plot_broadcast": "broadcast",
    "plot_cycle": "cycle",
    "plot_shapes": "broadcast",
    "plot_storage": "storage",
}


def __getattr__(name: str) -> Any:
    if name not in _LATER:
        raise AttributeError(f"module 'minitorch.plot' has no attribute {name!r}")
    value = getattr(importlib.import_module(f"{__name__}.{_LATER[name]}"), name)
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    return sorted({*globals(), *_LATER})


__all__ = [
    "Drawing",
    "Panel",
    "Picture",
    "Round",
    "Separator",
    "Stepper",
    "compare_walks",
    "explore_separator",
    "one_round",
    "plot_activation",
    "plot_boxes",
    "plot_broadcast",
    "plot_confusion",
    "plot_contours",
    "plot_cycle",
    "plot_descent",
    "plot_error",
    "plot_fit",
    "plot_function",
    "plot_functions",
    "plot_hidden",
    "plot_history",
    "plot_images",
    "plot_losses",
    "plot_points",
    "plot_regions",
    "plot_secants",
    "plot_shapes",
    "plot_step",
    "plot_storage",
    "plot_tangent",
    "row",
    "step_through",
]
