"""The commands of Jupyter that cells on a page know: %time, %%time and %matplotlib."""

import ast
import re
import time
from collections.abc import Iterator
from contextlib import contextmanager

_TIME_ALL = re.compile(r"\A%%time[ \t]*(?=\n|$)")
_TIME = re.compile(r"^([ \t]*)%time[ \t]+(.+)$", re.MULTILINE)
_FIGURES = re.compile(r"^([ \t]*)%matplotlib[ \t]+inline[ \t]*$", re.MULTILINE)
_UNITS = (("s", 1.0), ("ms", 1e-3), ("μs", 1e-6), ("ns", 1e-9))


def parsed(source: str, name: str) -> ast.Module:
    r"""Returns a cell as a tree, with its commands as what they do.

    Args:
        source: The cell's text.
        name: What tracebacks call it.

    Raises:
        SyntaxError: If it is neither Python nor one of the commands above.

    >>> ast.unparse(parsed("%time x = 3", "cell 1"))
    'with __timed__():\n    x = 3'
    """
    rest = _TIME_ALL.sub("", source, count=1)
    try:
        tree = ast.parse(rest, name)
    except SyntaxError:
        # Each command is as long as the one line that it stands on.
        lines = _FIGURES.sub(r"\1pass", rest)
        lines = _TIME.sub(lambda m: f"{m[1]}__time__({m[2]!r})", lines)
        if lines == rest:
            raise
        tree = _Commands(name).visit(ast.parse(lines, name))
    if rest != source and tree.body:
        tree.body = [_with_time(tree.body, tree.body[0])]
    _bring_out(tree)
    return ast.fix_missing_locations(tree)


@contextmanager
def timed() -> Iterator[None]:
    """Prints how long something took, as IPython does."""
    wall, cpu = time.perf_counter(), time.process_time()
    yield
    cpu, wall = time.process_time() - cpu, time.perf_counter() - wall
    print(f"CPU times: user {_words(cpu)}, sys: 0 ns, total: {_words(cpu)}")
    print(f"Wall time: {_words(wall)}")


def _words(seconds: float) -> str:
    """A time in words.

    >>> _words(0.01234), _words(0.0)
    ('12.3 ms', '0 ns')
    """
    unit, size = next((u for u in _UNITS if seconds >= u[1]), _UNITS[-1])
    return f"{seconds / size:.3g} {unit}"


class _Commands(ast.NodeTransformer):
    """Puts what `%time` times in the command's place."""

    def __init__(self, name: str) -> None:
        self.name = name

    def visit_Expr(self, node: ast.Expr) -> ast.AST:
        match node.value:
            case ast.Call(ast.Name("__time__"), [ast.Constant(str(text))]):
                timed = ast.parse(text, self.name)
                ast.increment_lineno(timed, node.lineno - 1)
                return _with_time(timed.body, node)
        return node


def _with_time(body: list[ast.stmt], place: ast.AST) -> ast.stmt:
    call = ast.Call(ast.Name("__timed__", ast.Load()), [], [])
    return ast.copy_location(ast.With([ast.withitem(call)], body), place)


def _bring_out(tree: ast.Module) -> None:
    """The last value of a timed piece at the end of a cell is that of the cell."""
    last = tree.body[-1] if tree.body else None
    if not isinstance(last, ast.With) or "__timed__" not in ast.unparse(last.items[0]):
        return
    if isinstance(value := last.body[-1], ast.Expr):
        name = ast.Name("__value__", ast.Store())
        last.body[-1] = ast.copy_location(ast.Assign([name], value.value), value)
        tree.body.append(ast.Expr(ast.Name("__value__", ast.Load())))
