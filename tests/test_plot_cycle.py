"""The diagram of the cycle: its numbers, its parts, and that nothing moves."""

from typing import Any

import pytest
from svg_parts import classes, faults, find, parse, texts

from minitorch import Scalar, Tensor
from minitorch.plot import Drawing, Round, one_round, plot_cycle

DATA = [0.0, 1.0, 2.0, 3.0], [1.0, 3.0, 4.0, 8.0]
NEW = [4.0, 5.0], [9.0, 12.0]
RATE = 0.05


def line(x: Any, w: Any, b: Any) -> Any:
    return w * x + b


def mean_square(y_hat: Tensor, y: Tensor) -> Tensor:
    return ((y_hat - y) ** 2).mean()


def turn_at(w: float = 1.5, b: float = 0.5) -> Round:
    return one_round(line, mean_square, {"w": w, "b": b}, DATA, NEW, RATE)


def drawn(parts: int) -> Drawing:
    return plot_cycle("One round", turn_at(), parts)


def error(w: Any, b: Any, x: list[float], y: list[float]) -> Any:
    total = sum((line(at, w, b) - to) ** 2 for at, to in zip(x, y, strict=True))
    return total / len(x)


def test_a_round_has_the_numbers_that_scalars_give() -> None:
    turn = turn_at()
    w, b = Scalar(1.5), Scalar(0.5)
    loss = error(w, b, *DATA)
    loss.backward()
    assert (turn.seen, turn.unseen, turn.rate) == (4, 2, RATE)
    assert turn.weights == {"w": 1.5, "b": 0.5}
    assert turn.error == pytest.approx(loss.data)
    assert turn.gradient == pytest.approx({"w": w.derivative, "b": b.derivative})
    new = {n: turn.weights[n] - RATE * turn.gradient[n] for n in "wb"}
    assert turn.updated == pytest.approx(new)
    assert turn.unseen_error == pytest.approx(error(new["w"], new["b"], *NEW))


def test_each_part_tells_its_numbers_and_only_those() -> None:
    turn = turn_at()
    stages = ("Forward pass", "Backward pass", "Optimisation", "Repetition")
    said = (turn.error, turn.gradient["w"], turn.updated["w"], turn.unseen_error)
    for parts in range(1, 5):
        alt = drawn(parts).alt
        for i, (stage, value) in enumerate(zip(stages, said, strict=True)):
            told = f"{value:.3g}".replace("-", "−")
            assert (stage in alt) == (i < parts)
            assert (told in alt) == (i < parts)


@pytest.mark.parametrize("parts", [1, 2, 3, 4])
def test_its_parts_lie_apart(parts: int) -> None:
    root = parse(drawn(parts).svg())
    assert len(find(root, "part")) == parts
    assert len(find(root, "function", "current")) == [2, 1, 1, 1][parts - 1]
    assert faults(root) == []


def test_what_was_there_stays_where_it_is() -> None:
    def places(parts: int) -> set[tuple[str, ...]]:
        root = parse(drawn(parts).svg())
        return {
            (*classes(e), *(e.get(k, "") for k in ("x", "y", "d")), e.text or "")
            for e in root.iter()
            if e.get("x") or e.get("d")
        }

    for parts in (1, 2, 3):
        assert places(parts) < places(parts + 1)
    sizes = {
        tuple(parse(drawn(parts).svg()).get(k) for k in ("width", "height"))
        for parts in range(1, 5)
    }
    assert len(sizes) == 1


def test_many_weights_are_counted() -> None:
    many = {f"w{i}": 0.1 * i for i in range(5)}

    def model(x: Tensor, *ws: Tensor) -> Tensor:
        total = x * 0.0
        for i, w in enumerate(ws):
            total = total + w * x**i
        return total

    drawing = plot_cycle("", one_round(model, mean_square, many, DATA, NEW, 0.001))
    assert "the initial weights 5 numbers;" in drawing.alt
    root = parse(drawing.svg())
    assert faults(root) == []
    assert "5 numbers" in texts(root, "derivative")


def test_the_same_round_is_drawn_the_same() -> None:
    assert drawn(4).svg() == drawn(4).svg()


def test_misuse_is_explained() -> None:
    with pytest.raises(ValueError, match="expected 1 to 4 parts, got 5"):
        drawn(5)
    with pytest.raises(TypeError, match="expected a Round from one_round, got 3"):
        plot_cycle("", 3)  # type: ignore[arg-type]
