"""Mutants: the functions of a task, each with one small change in it.

A change is made in the syntax tree: another operator or comparison, a number larger by
1, a condition turned round, a statement left out, an argument that changes places.
"""

import ast
import copy
import random
from collections.abc import Iterator
from dataclasses import dataclass

from edition.write import contents
from work.answers import taken
from work.tasks import Task, file_of

OPERATORS: dict[type[ast.operator], ast.operator] = {
    ast.Add: ast.Sub(),
    ast.Sub: ast.Add(),
    ast.Mult: ast.Div(),
    ast.Div: ast.Mult(),
    ast.FloorDiv: ast.Mod(),
    ast.Mod: ast.FloorDiv(),
    ast.Pow: ast.Mult(),
}
COMPARISONS: dict[type[ast.cmpop], ast.cmpop] = {
    ast.Lt: ast.LtE(),
    ast.LtE: ast.Lt(),
    ast.Gt: ast.GtE(),
    ast.GtE: ast.Gt(),
    ast.Eq: ast.NotEq(),
    ast.NotEq: ast.Eq(),
    ast.In: ast.NotIn(),
    ast.NotIn: ast.In(),
    ast.Is: ast.IsNot(),
    ast.IsNot: ast.Is(),
}


@dataclass(frozen=True)
class Mutant:
    """An answer with one change.

    Args:
        name: the function, and what was changed into what.
        answer: the whole answer.
    """

    name: str
    answer: str


def in_nodes(node: ast.AST) -> Iterator[ast.AST]:
    """The node in each of its changed forms; the node itself stays as it is."""
    match node:
        case ast.BinOp(left, operator, right) if type(operator) in OPERATORS:
            yield ast.BinOp(left, OPERATORS[type(operator)], right)
        case ast.UnaryOp(ast.USub() | ast.Not(), operand):
            yield operand
        case ast.Compare(left, [operator], others) if type(operator) in COMPARISONS:
            yield ast.Compare(left, [COMPARISONS[type(operator)]], others)
        case ast.BoolOp(ast.And(), values):
            yield ast.BoolOp(ast.Or(), values)
        case ast.BoolOp(ast.Or(), values):
            yield ast.BoolOp(ast.And(), values)
        case ast.IfExp(test, body, other):
            yield ast.IfExp(test, other, body)
        case ast.Constant(float() | int() as value) if not isinstance(value, bool):
            yield ast.Constant(value + 1)
        case ast.Constant(bool() as value):
            yield ast.Constant(not value)
        case ast.Tuple([first, second], ast.Load()):
            yield ast.Tuple([second, first], ast.Load())
        case ast.Call(function, [first, second], keywords):
            yield ast.Call(function, [second, first], keywords)
        case ast.AugAssign(target, ast.Add(), value):
            yield ast.Assign([target], value)
        case ast.Continue():
            yield ast.Break()
    if isinstance(node, ast.Expr | ast.Assign | ast.AugAssign) and not is_docstring(
        node
    ):
        yield ast.Pass()


def is_docstring(node: ast.AST) -> bool:
    """Whether a statement is a text that stands alone."""
    return isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant)


def functions(tree: ast.Module) -> Iterator[tuple[str, ast.FunctionDef]]:
    """The functions of an answer, by name."""
    for node in tree.body:
        if isinstance(node, ast.FunctionDef):
            yield node.name, node
        elif isinstance(node, ast.ClassDef):
            for inner in node.body:
                if isinstance(inner, ast.FunctionDef):
                    yield f"{node.name}.{inner.name}", inner


def slots(function: ast.FunctionDef) -> Iterator[tuple[ast.AST, str, ast.AST]]:
    """Each place (parent, field) in the body of a function, and what stands there."""
    kept = {id(inner) for node in left_alone(function) for inner in ast.walk(node)}
    for parent in ast.walk(function):
        whole = not isinstance(parent, ast.FunctionDef)  # its arguments stay
        fields = ast.iter_fields(parent) if whole else [("body", parent.body)]
        for field, value in fields:
            for node in value if isinstance(value, list) else [value]:
                if isinstance(node, ast.AST) and id(node) not in kept:
                    yield parent, field, node


def left_alone(function: ast.FunctionDef) -> Iterator[ast.AST]:
    """The parts of a function whose changes say nothing: errors, types, arguments."""
    for node in ast.walk(function):
        match node:
            case ast.Raise() | ast.arguments():
                yield node
            case ast.AnnAssign():
                yield node.annotation
            case ast.FunctionDef(returns=ast.expr() as returned):
                yield returned


def of_answer(answer: str) -> Iterator[Mutant]:
    """All mutants of an answer."""
    tree = ast.parse(answer)
    for name, function in functions(tree):
        for parent, field, node in slots(function):
            value = getattr(parent, field)
            for changed in in_nodes(node):
                if words(changed) == words(node):
                    continue
                new = changed
                if isinstance(value, list):
                    new = [changed if one is node else one for one in value]
                setattr(parent, field, new)
                text = ast.unparse(ast.fix_missing_locations(copy.deepcopy(tree)))
                setattr(parent, field, value)
                yield Mutant(f"{name}: {words(node)} -> {words(changed)}", text)


def words(node: ast.AST) -> str:
    """A node in one line."""
    text = ast.unparse(ast.fix_missing_locations(copy.deepcopy(node)))
    return " ".join(text.split())


def sample(one: Task, count: int) -> list[Mutant]:
    """Some mutants of the engine's own answer to a task, always the same.

    They are spread over the functions of the task.
    """
    files = contents([])
    groups: dict[str, list[Mutant]] = {}
    for module in one.modules:
        file = file_of(module)
        for mutant in of_answer(taken(files[file].decode(), one.names(module), file)):
            groups.setdefault(mutant.name.partition(":")[0], []).append(mutant)
    pick = random.Random(one.number)
    for group in groups.values():
        pick.shuffle(group)
    longest = max(map(len, groups.values()))
    in_turn = [group[i : i + 1] for i in range(longest) for group in groups.values()]
    return [mutant for group in in_turn for mutant in group][:count]
