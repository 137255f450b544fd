"""Box diagrams: a computation as its Scalars recorded it.

Variables are arrows, Functions are boxes. What is drawn is the history that the engine
keeps for backpropagation, from left to right, and nothing besides.
"""

from collections.abc import Mapping
from typing import Any

from minitorch.autodiff import Variable
from minitorch.plot.boxes.diagram import Diagram
from minitorch.plot.boxes.frame import Frame, functions_of, label_texts, tell, texts_for
from minitorch.plot.paper.drawing import Drawing


def plot_boxes(
    title: str,
    result: Variable,
    *,
    values: bool = True,
    labels: Mapping[Variable, str] | None = None,
    derivatives: Mapping[Variable, Any] | None = None,
) -> Drawing:
    """Draw the Functions that made a Variable as boxes, and the Variables as arrows.

    A leaf's arrow starts at a disc, a constant's at a square. A Variable that several
    boxes use is one arrow that branches off to each.

    Args:
        title: what stands above the boxes.
        result: the last Variable of a computation; its history is drawn.
        values: whether each arrow carries its Variable's value, besides its name.
        labels: what stands at the arrows of some Variables instead.
        derivatives: numbers, or formulas between dollar signs, to be written under the
            arrows of their Variables, each at an arrow that runs back.

    Returns:
        A drawing whose `alt` tells what goes into each box and what comes out.

    Raises:
        TypeError: the result is no Variable.
        ValueError: no Function made it, or so many that they cannot be drawn; or a
            label or a derivative belongs to a Variable outside its history.

    >>> from minitorch import Scalar
    >>> x = Scalar(2.0, name="x")
    >>> plot_boxes("A product", x * 5.0, derivatives={x: 5.0}).alt
    'A product. Mul of x = 2 and 5 gives 10. Coming back: 5 to x = 2.'
    """
    made = functions_of(result, "plot_boxes")
    back = texts_for(made, derivatives or {}, "derivatives")
    frame = Frame(label_texts(made, values, labels), back)
    diagram = Diagram(made, [frame])
    return Drawing(title, tell(made, frame), diagram.draw(frame), diagram.extent)
