"""The separator in a browser shows what the engine computes and the figure draws.

`docs/_static/separator-figure.js` computes losses, words and shapes a second time; here
they are compared with those of `minitorch/plot`, for many states.
"""

import random
import re
from typing import Any

import pytest
from browser_checks import report
from browser_views import visit
from playwright.sync_api import BrowserContext

from minitorch import datasets
from minitorch.plot import explore_separator
from minitorch.plot.separator.drawn import draw_losses, draw_plane
from minitorch.plot.separator.situation import Situation

pytestmark = pytest.mark.browser

PAGE = "docs/module1/separator.html"
NUMBER = re.compile(r"-?\d+(?:\.\d+)?")
# Sets each state in turn; what the reader then sees is asked of the element.
SHOW_ALL = """(element, states) => states.map((state) => {
  element.set(state);
  const drawn = (panel, ...kinds) => kinds.map((kind) =>
    element[panel].querySelector(`.separator-${kind}`).innerHTML);
  return {
    losses: element.points.map(({ loss }) => loss),
    said: element.summary.textContent,
    alt: element.seen.getAttribute("aria-label"),
    table: element.querySelector("tbody").innerHTML,
    drawn: [...drawn("plane", "regions", "points"),
      ...drawn("curve", "ticks", "curve", "points")],
  };
})"""


def states(amount: int) -> list[dict[str, float | str]]:
    """Random states, most of them usual ones, some with very large losses."""
    made = random.Random(1)
    found = []
    for _ in range(amount):
        size = made.choice([0.1, 1.0, 10.0])
        w1, w2 = made.uniform(-size, size), made.uniform(-size, size)
        b = made.uniform(-2 * size, 2 * size)
        data, seed = made.choice(list(datasets)), made.randrange(6)
        found.append({"w1": w1, "w2": w2, "b": b, "data": data, "seed": seed})
    found.append({"w1": 10.0, "w2": 10.0, "b": 20.0, "data": "Simple", "seed": 0})
    found.append({"w1": 0.0, "w2": 0.0, "b": 0.0, "data": "Spiral", "seed": 0})
    return found


def situation(state: dict[str, float | str]) -> Situation:
    """The state, as the engine computes it."""
    points = datasets[str(state["data"])](30, seed=int(state["seed"]))
    w1, w2, b = (float(state[name]) for name in ("w1", "w2", "b"))
    return Situation(points, w1, w2, b, seed=int(state["seed"]))


def numbers(drawing: str) -> list[float]:
    """The numbers of a drawing's shapes and labels, styles left out."""
    told = re.findall(r'\b(?:d|cx|cy|x|y)="([^"]*)"|>([^<]+)<', drawing)
    text = " ".join(part for pair in told for part in pair).replace("−", "-")
    return [float(number) for number in NUMBER.findall(text)]


def group(drawing: str, kind: str) -> str:
    """The part of Python's drawing that the script replaces."""
    found = re.search(rf'<g class="separator-{kind}">(.*?)</g>', drawing)
    assert found
    return found[1]


def show_all(
    site: str, desk: BrowserContext, asked: list[dict[str, float | str]]
) -> list[dict[str, Any]]:
    """What the page shows in each of the states."""
    with visit(desk, site + PAGE) as (page, ear):
        seen: list[dict[str, Any]] = page.locator("linear-separator").evaluate(
            SHOW_ALL, asked
        )
    report(PAGE, ear.complaints)
    return seen


def test_losses_are_the_engines(site: str, desk: BrowserContext) -> None:
    asked = states(300)
    largest = 0.0
    for state, seen in zip(asked, show_all(site, desk, asked), strict=True):
        losses = situation(state).losses
        assert seen["losses"] == pytest.approx(losses, abs=1e-9, rel=0), state
        largest = max(largest, *losses)
    assert largest > 28  # so the logarithm below EPS was among them


def test_words_and_shapes_are_those_of_the_figure(
    site: str, desk: BrowserContext
) -> None:
    title = "A linear model and its loss"
    asked = states(60)
    for state, seen in zip(asked, show_all(site, desk, asked), strict=True):
        now = situation(state)
        assert seen["said"] == f"{now.headline} {now.details}"
        figure = explore_separator(title, datasets, **state)  # type: ignore[arg-type]
        assert seen["alt"] == figure.alt
        assert seen["table"] in figure.html()
        plane, losses = draw_plane(now), draw_losses(now)
        drawn = [group(plane, "regions"), group(plane, "points")]
        drawn += [group(losses, kind) for kind in ("ticks", "curve", "points")]
        for python, script in zip(drawn, seen["drawn"], strict=True):
            assert numbers(script) == pytest.approx(numbers(python), abs=0.11)
