"""Random programs of training, run by a package of tensors, and by plain arrays.

A program is a list of actions on a few Parameters: parts of them are made, losses are
computed and sent back much later, several optimisers step, derivatives are forgotten or
not, states are loaded. ``by_hand`` says with numpy alone what is right: a part is a
view of an array, and a derivative is added to the view of another one.
"""

import copy
import random
from typing import Any

import numpy as np

Action = tuple[Any, ...]
Seen = list[Any]

PARTS: dict[str, Any] = {
    "row": lambda x: x[-1:],
    "rest": lambda x: x[..., 1:],
    "flat": lambda x: x.reshape(-1),
    "turned": lambda x: x.T if len(x.shape) == 2 else x[:2],
}
SHAPES = [(2, 3), (3,)]
KINDS = "part part loss loss loss back back step step step forget load hand twin "
KINDS += "optimiser scale copy read"


def program(seed: int, length: int = 40) -> list[Action]:
    """Return actions; their numbers choose among what is there by then."""
    pick = random.Random(seed)
    return [
        (
            pick.choice(KINDS.split()),
            pick.randrange(1000),
            pick.choice(list(PARTS)),
            pick.choice([-0.5, 0.25, 0.75, 1.5]),
        )
        for _ in range(length)
    ]


def numbers(x: Any) -> Any:
    """Return what a tensor or an array holds as lists; None stays."""
    return x if x is None else getattr(x, "detach", lambda: x)().tolist()


def by_tensors(m: Any, actions: list[Action], new: Any) -> list[Seen]:
    """Run a program on tensors of a package; return all that is seen at each action.

    Args:
        m: minitorch or torch.
        actions: what ``program`` made.
        new: a function that makes a tensor of numbers.
    """
    model = m.nn.Module()
    for i, shape in enumerate(SHAPES):
        setattr(model, f"p{i}", m.nn.Parameter(new(np.ones(shape).tolist())))
    places = [model.p0, model.p1]
    parts: list[Any] = []
    losses: list[Any] = []
    optimisers = [m.optim.SGD(places, lr=0.125)]
    seen = []
    for kind, n, way, x in actions:
        p, optimiser = places[n % len(places)], optimisers[n % len(optimisers)]
        of = [*places, *parts][n % (len(places) + len(parts))]
        if kind == "part":
            parts.append(PARTS[way](of))
        elif kind == "loss":
            losses.append((of * x).sum())
        elif kind == "back" and losses:
            losses[n % len(losses)].backward(retain_graph=True)
        elif kind == "step":
            optimiser.step()
        elif kind == "forget":
            optimiser.zero_grad(set_to_none=n % 2 == 0)
        elif kind == "load":
            state = {"p0": new([[x] * 3] * 2), "p1": new([x] * 3)}
            model.load_state_dict(state)
        elif kind == "hand":
            with m.no_grad():
                of.add_(x)
        elif kind == "twin" and len(places) < 6:
            places.append(m.nn.Parameter(p))
        elif kind == "copy" and len(places) < 6:
            places.append(copy.deepcopy(p))
        elif kind == "optimiser":
            mine = list({id(q): q for q in (p, places[0], places[-1])}.values())
            rule = {"lr": 0.25, "momentum": 0.5, "weight_decay": 0.25}
            optimisers.append(m.optim.SGD(mine, **rule))
        elif kind == "scale" and p.grad is not None:
            p.grad.mul_(x)
        grads = [numbers(q.grad) for q in places]
        seen.append([[numbers(q) for q in [*places, *parts]], grads])
    return seen


class Place:
    """A Parameter by hand: where its numbers are, and its derivative."""

    def __init__(self, data: Any) -> None:
        self.data, self.grad = data, None

    def receive(self, ways: list[str], x: float) -> None:
        """Add the derivative of x times the sum of a part."""
        if self.grad is None:
            self.grad = np.zeros(self.data.shape)
        seen = self.grad
        for way in ways:
            seen = PARTS[way](seen)
        seen += x


class Rule:
    """Gradient descent by hand."""

    def __init__(
        self, places: list[Place], rate: float, momentum: float, pull: float
    ) -> None:
        self.places, self.settings = places, (rate, momentum, pull)
        self.speed = [0.0 * place.data for place in places]

    def step(self) -> None:
        """Move one place after the other."""
        rate, momentum, pull = self.settings
        for i, place in enumerate(self.places):
            if place.grad is not None:
                d = place.grad + pull * place.data
                self.speed[i] = momentum * self.speed[i] + d
                place.data -= rate * self.speed[i]


def by_hand(actions: list[Action]) -> list[Seen]:
    """Run a program on arrays; return all that is right to be seen at each action."""
    places = [Place(np.ones(shape)) for shape in SHAPES]
    first = list(places)
    parts: list[Any] = []
    losses: list[Any] = []
    rules = [Rule(list(places), 0.125, 0.0, 0.0)]
    seen = []
    for kind, n, way, x in actions:
        p, rule = places[n % len(places)], rules[n % len(rules)]
        every = [(q.data, q, []) for q in places] + parts
        data, owner, ways = every[n % len(every)]
        if kind == "part":
            parts.append((PARTS[way](data), owner, [*ways, way]))
        elif kind == "loss":
            losses.append((owner, ways, x))
        elif kind == "back" and losses:
            owner, ways, x = losses[n % len(losses)]
            owner.receive(ways, x)
        elif kind == "step":
            rule.step()
        elif kind == "forget":
            for q in rule.places:
                keep = q.grad is not None and n % 2
                q.grad = 0.0 * q.grad if keep else None
        elif kind == "load":
            for q in first:
                q.data[...] = x
        elif kind == "hand":
            data += x
        elif kind == "twin" and len(places) < 6:
            places.append(Place(p.data))
        elif kind == "copy" and len(places) < 6:
            places.append(Place(p.data.copy()))
        elif kind == "optimiser":
            mine = list({id(q): q for q in (p, places[0], places[-1])}.values())
            rules.append(Rule(mine, 0.25, 0.5, 0.25))
        elif kind == "scale" and p.grad is not None:
            p.grad *= x
        values = [q.data for q in places] + [data for data, *_ in parts]
        grads = [numbers(q.grad) for q in places]
        seen.append([[v.tolist() for v in values], grads])
    return seen
