"""The pictures of the course: every one is drawn from functions that really run.

    from minitorch.plot import plot_function, row
    plot_function("Sigmoid", minitorch.operators.sigmoid)

Each function takes the title first and returns a `Picture`, which shows itself in a
notebook as SVG and knows, as `.alt`, a sentence that says what it shows. `row` puts
pictures side by side. To be imported on its own. Pictures of numbers, Scalars and
points need nothing but Python. What only pages with numpy show is a `Chart`, which
matplotlib draws in the same look, and `described` gives a figure of your own its words.

A figure has a file of its own, in a room with what it needs:

    paper       the one writer of SVG, with all that figures share
    curves      over one axis: functions, their slopes, losses, training, models
    plane       points, regions, contours, what a hidden layer makes of the plane
    boxes       a computation, a module, backpropagation or attention, a round
    tables      the storage of a tensor, broadcasting
    charts      what matplotlib draws
    separator   a line that readers move by hand

`arguments` looks at what a function is given, `sampling` evaluates what is to be drawn.
"""

import importlib
from typing import TYPE_CHECKING, Any

from minitorch.plot.boxes.computation import plot_boxes
from minitorch.plot.boxes.head import plot_attention_step, step_through_attention
from minitorch.plot.boxes.modules import plot_modules
from minitorch.plot.boxes.stepper import Stepper, step_through
from minitorch.plot.boxes.turns import plot_step
from minitorch.plot.curves.activation import plot_activation
from minitorch.plot.curves.curve import plot_function, plot_functions
from minitorch.plot.curves.error import plot_error
from minitorch.plot.curves.history import plot_history
from minitorch.plot.curves.loss_curve import plot_losses
from minitorch.plot.curves.secants import plot_secants
from minitorch.plot.curves.tangent import plot_tangent
from minitorch.plot.paper.drawing import Drawing
from minitorch.plot.paper.panels import Margins, Panel
from minitorch.plot.paper.picture import Picture
from minitorch.plot.paper.rows import Panelled, row
from minitorch.plot.plane.contours import plot_contours
from minitorch.plot.plane.hidden import plot_hidden
from minitorch.plot.plane.regions import plot_regions
from minitorch.plot.plane.scatter import plot_points
from minitorch.plot.separator.explore import Separator, explore_separator

if TYPE_CHECKING:
    from minitorch.plot.boxes.comparison import compare_walks
    from minitorch.plot.boxes.cycle import Round, one_round, plot_cycle
    from minitorch.plot.charts.attention import plot_attention
    from minitorch.plot.charts.chart import Chart
    from minitorch.plot.charts.confusion import plot_confusion
    from minitorch.plot.charts.descent import plot_descent
    from minitorch.plot.charts.described import Described, described
    from minitorch.plot.charts.fit import plot_fit
    from minitorch.plot.charts.heatmap import plot_heatmap
    from minitorch.plot.charts.images import plot_images
    from minitorch.plot.charts.look import use_look
    from minitorch.plot.tables.broadcast import plot_broadcast
    from minitorch.plot.tables.lined_up import plot_shapes
    from minitorch.plot.tables.storage import plot_storage

# Pictures of tensors need numpy, so they are loaded when they are first used; and so is
# what compares other ways back, which students get to know before they write their own.
_LATER = {
    "Chart": "charts.chart",
    "Described": "charts.described",
    "Round": "boxes.cycle",
    "compare_walks": "boxes.comparison",
    "described": "charts.described",
    "one_round": "boxes.cycle",
    "plot_attention": "charts.attention",
    "plot_broadcast": "tables.broadcast",
    "plot_confusion": "charts.confusion",
    "plot_cycle": "boxes.cycle",
    "plot_descent": "charts.descent",
    "plot_fit": "charts.fit",
    "plot_heatmap": "charts.heatmap",
    "plot_images": "charts.images",
    "plot_shapes": "tables.lined_up",
    "plot_storage": "tables.storage",
    "use_look": "charts.look",
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
    "Chart",
    "Described",
    "Drawing",
    "Margins",
    "Panel",
    "Panelled",
    "Picture",
    "Round",
    "Separator",
    "Stepper",
    "compare_walks",
    "described",
    "explore_separator",
    "one_round",
    "plot_activation",
    "plot_attention",
    "plot_attention_step",
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
    "plot_heatmap",
    "plot_hidden",
    "plot_history",
    "plot_images",
    "plot_losses",
    "plot_modules",
    "plot_points",
    "plot_regions",
    "plot_secants",
    "plot_shapes",
    "plot_step",
    "plot_storage",
    "plot_tangent",
    "row",
    "step_through",
    "step_through_attention",
    "use_look",
]
