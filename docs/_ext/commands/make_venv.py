"""Make `.venv` from requirements.lock: `python3 make_venv.py [--exact]`.

`make` runs this when the lock has changed, when `.venv` is missing or broken, or
when the checkout has moved. It runs on the Python that happens to be installed, so
this one file is written to be understood by old ones too: no f-strings, no hints.

An interrupted or failed installation leaves no stamp, so the next `make` starts over.
"""

import hashlib
import os
import shutil
import subprocess
import sys

NEEDED = (3, 11)
TRIED = ["python3.%d" % minor for minor in range(20, NEEDED[1] - 1, -1)]
ROOT = os.path.abspath(__file__).rsplit(os.sep, 4)[0]
VENV = os.path.join(ROOT, ".venv")
STAMP = os.path.join(VENV, "installed")


class Stop(Exception):
    """One sentence for the person who typed the command."""


def is_new_enough(command):
    """Whether the command runs, and is Python 3.11 or newer."""
    code = "import sys; sys.exit(sys.version_info < %r)" % (NEEDED,)
    try:
        return subprocess.call([command, "-c", code], stderr=subprocess.PIPE) == 0
    except OSError:
        return False


def use_new_enough_python(exact):
    """Go on with this Python if it is new enough, else with the newest on PATH."""
    if sys.version_info >= NEEDED:
        return
    found = [] if exact else [name for name in TRIED if shutil.which(name)]
    for name in found:
        if is_new_enough(name):
            os.execvp(name, [name, os.path.abspath(__file__), "--exact"])
    raise Stop(
        "minitorch needs Python 3.11 or newer; `%s` here is %s. Install a newer one, "
        "or name it: make html PYTHON=python3.12"
        % (os.environ.get("PYTHON_NAME", "python3"), sys.version.split()[0])
    )


def check_place():
    """A `:` parts the folders on PATH, so no environment can stand below one."""
    if os.pathsep in ROOT:
        raise Stop(
            "Python makes no virtual environment in a folder whose name has a `%s`: "
            "move or rename the checkout, which is in %s." % (os.pathsep, ROOT)
        )


def check_venv_module():
    """Debian and Ubuntu ship Python without what `venv` needs."""
    try:
        import ensurepip  # noqa: F401
        import venv  # noqa: F401
    except ImportError:
        raise Stop(
            "This Python cannot make virtual environments. On Debian or Ubuntu, "
            "run `sudo apt-get install python%d.%d-venv`, then try again."
            % sys.version_info[:2]
        )


def wanted():
    """What the stamp says when `.venv` is up to date: this place, this lock."""
    import tomllib

    with open(os.path.join(ROOT, "pyproject.toml"), "rb") as file:
        project = tomllib.load(file)
    parts = [repr(project["build-system"]), repr(project["project"])]
    with open(os.path.join(ROOT, "requirements.lock")) as file:
        parts.append(file.read())
    digest = hashlib.sha256("\n".join(parts).encode()).hexdigest()
    return "%s\n%s\n" % (ROOT, digest)


def is_up_to_date():
    """Whether `.venv` runs and its stamp fits the lock and the place."""
    python = os.path.join(VENV, "bin", "python")
    if not os.path.exists(STAMP) or not is_new_enough(python):
        return False
    with open(STAMP) as file:
        return file.read() == wanted()


def pip(*arguments):
    """Run pip of `.venv`, deaf to settings that would install elsewhere."""
    environment = dict(os.environ, PIP_USER="0", PIP_REQUIRE_VIRTUALENV="0")
    for name in ("PYTHONHOME", "PYTHONPATH", "PIP_TARGET", "PIP_PREFIX"):
        environment.pop(name, None)
    command = [os.path.join(VENV, "bin", "python"), "-m", "pip", "install", "--quiet"]
    options = ["--disable-pip-version-check", "--no-input", "--no-deps"]
    if subprocess.call(command + options + list(arguments), env=environment, cwd=ROOT):
        raise Stop(
            "Installing the packages failed; pip says why above. If it could not reach "
            "its index, check the network, then run the same command again."
        )


def install():
    """A new `.venv` with what the lock names, and the package itself, editable."""
    import venv

    print("Installing what requirements.lock names into .venv (once; some minutes)")
    sys.stdout.flush()
    if os.path.exists(STAMP):
        os.remove(STAMP)
    try:
        venv.create(VENV, clear=True, with_pip=True, symlinks=True)
    except (OSError, subprocess.CalledProcessError) as error:
        raise Stop("Python could not make .venv (%s)." % error)
    pip("--require-hashes", "--requirement", "requirements.lock")
    pip("--no-build-isolation", "--editable", ".")
    write_stamp()


def write_stamp():
    """Only now is `.venv` whole; the rename makes the stamp appear in one step."""
    with open(STAMP + ".new", "w") as file:
        file.write(wanted())
    os.replace(STAMP + ".new", STAMP)


def main():
    """Bring `.venv` up to date; return the exit status."""
    try:
        use_new_enough_python("--exact" in sys.argv)
        if is_up_to_date() and "--again" not in sys.argv:
            os.utime(STAMP, None)
            return 0
        check_place()
        check_venv_module()
        install()
    except Stop as error:
        sys.stderr.write("%s\n" % error)
        return 1
    except KeyboardInterrupt:
        sys.stderr.write("\nStopped; .venv is not complete. Run the command again.\n")
        return 130
    except OSError as error:
        sys.stderr.write("Could not make .venv: %s.\n" % error)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
