"""Settings of all checks: the same examples every time, and a marker for each task."""

import re
from pathlib import Path

import pytest
from hypothesis import HealthCheck, Phase, settings

from work.tasks import all_tasks

settings.register_profile(
    "workbook",
    derandomize=True,
    database=None,
    deadline=None,
    max_examples=50,
    # Without Hypothesis's own explanations, which take longer than all else.
    phases=[Phase.explicit, Phase.generate, Phase.shrink],
    report_multiple_bugs=False,
    print_blob=False,
    suppress_health_check=list(HealthCheck),
)
settings.load_profile("workbook")


def pytest_configure(config: pytest.Config) -> None:
    for one in all_tasks():
        config.addinivalue_line(
            "markers", f"{one.name}: Task {one.number}, {one.title}"
        )


def pytest_ignore_collect(collection_path: Path, config: pytest.Config) -> bool | None:
    """With `-m task1_4`, import no other checks: they may fail at another task."""
    asked = config.option.markexpr
    names = re.findall(r"\btask\d_\d\b", asked)
    name = collection_path.stem.removeprefix("test_")
    if not names or "not" in asked.split() or not re.fullmatch(r"task\d_\d", name):
        return None
    return True if name not in names else None


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    names = {one.name for one in all_tasks()}
    for item in items:
        name = item.path.stem.removeprefix("test_")
        if name in names:  # tests of the student's own may stand here, too
            item.add_marker(name)
