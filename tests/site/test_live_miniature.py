"""Live cells in a small course: what changes them, and where they are left out."""

import re
import shutil
import sys
import venv
from pathlib import Path

import pytest
from miniature import CONF, Miniature

LIVE_CONF = CONF.replace('"_ext.pages"]', '"_ext.pages", "_ext.live"]')
# Answers at once that nobody is there; an empty cache has nothing to offer either.
NO_NPM = {
    "npm_config_registry": "http://127.0.0.1:9/",
    "npm_config_fetch_retries": "0",
    "CI": "",
}
BROWSER = "docs/_ext/live/browser"


def live_course(root: Path) -> Miniature:
    course = Miniature(root)
    course.write("conf.py", LIVE_CONF)
    return course


def built(course: Miniature) -> dict[str, bytes]:
    process = course.build()
    assert process.returncode == 0, process.stderr
    return course.site()


def names(site: dict[str, bytes]) -> dict[str, str]:
    """The files of `_static/live` by what their name starts with; of chunks several."""
    found: dict[str, str] = {}
    for name in sorted(site):
        if re.match(r"_static/live/[^/]+$", name):
            file = Path(name).name
            kind = file.partition("-")[0]
            assert kind == "chunk" or kind not in found
            found[kind] = f"{found.get(kind, '')} {file}".strip()
    return found


@pytest.fixture(scope="module")
def course(tmp_path_factory: pytest.TempPathFactory) -> Miniature:
    """A course that has been built once; a test leaves it as good as it was."""
    course = live_course(tmp_path_factory.mktemp("course"))
    built(course)
    return course


def test_what_changes_gets_another_name_and_nothing_else(course: Miniature) -> None:
    """Readers keep what they have; they must never keep what is old."""
    changes = [
        (f"{BROWSER}/main.js", 'console.debug("new");', {"main", "start"}),
        (f"{BROWSER}/worker.js", 'console.debug("new");', {"worker"}),
        (f"{BROWSER}/live.css", ".new { top: 1px; }", {"live"}),
        ("minitorch/operators.py", "# new", {"minitorch"}),
        ("docs/page.md", "One more sentence.", set()),
    ]
    texts = {name: (course.root / name).read_text("utf-8") for name, _, _ in changes}
    before = names(built(course))
    for name, addition, changed in changes:
        course.write(name, f"{texts[name]}\n{addition}\n")
        after = names(built(course))
        assert after.keys() == before.keys()
        assert {kind for kind in after if after[kind] != before[kind]} == changed
        assert all(after[kind] in course.page() for kind in changed - {"main"})
        before = after
    for name, text in texts.items():
        course.write(name, text)


def test_a_page_without_cells_gets_nothing(course: Miniature) -> None:
    built(course)
    assert "_static/live" in course.page()
    page = course.root / "_build/html/docs/equations.html"
    assert "live" not in page.read_text(encoding="utf-8")


def test_front_matter_turns_it_off(course: Miniature) -> None:
    page = (course.root / "docs/page.md").read_text(encoding="utf-8")
    course.write("docs/page.md", page.replace("---\n", "---\nlive: off\n", 1))
    built(course)
    course.write("docs/page.md", page)
    assert "double 42" in course.page()
    assert "_static/live" not in course.page()


@pytest.mark.parametrize("name", ["main.js", "start.js", "worker.js", "live.css"])
def test_a_missing_script_fails_the_build(course: Miniature, name: str) -> None:
    path = course.root / BROWSER / name
    content = path.read_bytes()
    path.unlink()
    process = course.build()
    path.write_bytes(content)
    assert process.returncode == 1
    assert f"docs/_ext/live/browser lacks {name}" in last_line(process.stderr)


def test_a_broken_script_fails_the_build(course: Miniature) -> None:
    text = (course.root / BROWSER / "main.js").read_text(encoding="utf-8")
    course.write(f"{BROWSER}/main.js", f'import "./nowhere.js";\n{text}')
    process = course.build()
    course.write(f"{BROWSER}/main.js", text)
    assert process.returncode == 1
    assert 'docs/_ext/live/browser/main.js:1:7: Could not resolve "./nowhere.js"' in (
        last_line(process.stderr)
    )


def last_line(text: str) -> str:
    return text.strip().splitlines()[-1]


def test_another_folder_gives_the_same_bytes(course: Miniature, tmp_path: Path) -> None:
    first = built(course)
    second = built(live_course(tmp_path / "a copy, elsewhere" / "deeper"))
    assert first.keys() == second.keys()
    assert [name for name in first if first[name] != second[name]] == []


@pytest.fixture
def fresh_python(tmp_path: Path) -> str:
    """A virtual environment that has the packages of this one, and fetched nothing."""
    folder = tmp_path / "venv"
    venv.create(folder, symlinks=True, with_pip=False)
    (site_packages,) = folder.glob("lib/python*/site-packages")
    paths = [path for path in sys.path if path.endswith("site-packages")]
    (site_packages / "packages.pth").write_text("\n".join(paths), encoding="utf-8")
    return str(folder / "bin" / "python")


def test_without_npm_the_rest_is_built(tmp_path: Path, fresh_python: str) -> None:
    course = live_course(tmp_path / "course")
    lacking = NO_NPM | {"npm_config_cache": str(tmp_path / "cache")}

    process = course.build(python=fresh_python, **lacking)
    assert process.returncode == 0, process.stderr
    *_, result, notice = process.stdout.strip().splitlines()
    assert result.startswith("Built in")
    assert re.match(r"Live cells are left out: npm .*\(ECONNREFUSED\); check ", notice)
    assert "double 42" in course.page()
    assert "_static/live" not in course.page()
    assert not names(course.site())

    again = course.build(python=fresh_python, **lacking)
    assert "Nothing has changed" not in again.stdout
    assert last_line(again.stdout) == notice

    before = course.site()
    for options, variables in [(["--strict"], {}), ([], {"CI": "true"})]:
        required = course.build(*options, python=fresh_python, **lacking | variables)
        assert required.returncode == 1
        assert "live cells are required here, but npm" in last_line(required.stderr)
        assert course.site() == before

    prefix = Path(fresh_python).parents[1]
    shutil.copytree(Path(sys.prefix) / "npm", prefix / "npm", dirs_exist_ok=True)
    process = course.build(python=fresh_python, **lacking)
    assert process.returncode == 0, process.stderr
    assert "left out" not in process.stdout
    assert "main" in names(course.site())
    assert "Nothing has changed" in course.build(python=fresh_python, **lacking).stdout
