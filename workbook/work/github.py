"""What a workflow of GitHub is told: a table for people, points for the Classroom."""

import base64
import json
import os
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from work import show
from work.book import Checked


def write(results: Sequence[Checked], remarks: Sequence[str], version: str) -> None:
    """Append to the files that GitHub names; elsewhere there are none."""
    append("GITHUB_STEP_SUMMARY", table(results, remarks, version))
    found = base64.b64encode(json.dumps(points(results)).encode()).decode()
    append("GITHUB_OUTPUT", f"result={found}\n")


def append(variable: str, text: str) -> None:
    """Add some text to a file that an environment variable names."""
    name = os.environ.get(variable)
    if name:
        with Path(name).open("a", encoding="utf-8") as file:
            file.write(text)


def table(results: Sequence[Checked], remarks: Sequence[str], version: str) -> str:
    """All tasks as a table in Markdown, and what is wrong with them below it."""
    right = sum(checked.right for checked in results)
    lines = [
        f"## {right} of {len(results)} tasks are right",
        "",
        "| Task | | Result | Checks passed |",
        "|:--|:--|:--|--:|",
    ]
    for checked in results:
        one, result = checked.task, checked.result
        told = "right" if checked.right else "not right yet"
        told = told if checked.begun else "not begun"
        passed = f"{result.passed} of {result.passed + len(result.failures)}"
        passed = passed if checked.begun else ""
        lines.append(f"| {one.number} | {one.title} | {told} | {passed} |")
    for checked in results:
        if checked.begun and not checked.right:
            told = "\n".join(show.report(checked))
            lines += ["", "```text", told.replace("```", "'''"), "```"]
    lines += ["", *(f"- {remark}" for remark in remarks)]
    lines += ["", f"Version of the workbook: {version or 'not known'}", ""]
    return "\n".join(lines)


def points(results: Sequence[Checked]) -> dict[str, Any]:
    """One point a task, as the reporter of GitHub Classroom reads it."""
    tests = [
        {
            "name": f"Task {checked.task.number}, {checked.task.title}",
            "status": "pass" if checked.right else "fail",
            "score": int(checked.right),
            "message": " ".join("\n".join(show.report(checked)).split()),
        }
        for checked in results
    ]
    passed = all(checked.right for checked in results)
    return {
        "version": 1,
        "status": "pass" if passed else "fail",
        "max_score": len(results),
        "tests": tests,
    }
