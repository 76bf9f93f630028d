"""Makes `.venv` with exactly the packages of a requirements file, whatever the machine has.

    python3 requirements/install.py run|dev

Runs on any python3 from 3.6. Brings uv (pinned below) into `.tools/` if none is on the PATH; uv
brings the Python of `.python-version` if the machine has none. Installs with hashes required, and
does nothing when the environment is up to date.
"""

import hashlib
import json
import os
import shutil
import subprocess
import sys
import urllib.request

UV = "0.13.9"
ROOT = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
VENV = os.path.join(ROOT, ".venv")
TOOLS = os.path.join(ROOT, ".tools")
STAMP = os.path.join(VENV, "elucid.json")


def quietly(*command):
    """Whether the command worked; its output is shown only when it did not."""
    done = subprocess.run(command, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.STDOUT)
    if done.returncode:
        sys.stderr.write(done.stdout.decode(errors="replace"))
    return done.returncode == 0


def works(uv):
    try:
        return subprocess.run([uv, "--version"], stdout=subprocess.DEVNULL).returncode == 0
    except OSError:
        return False


def from_pip(folder):
    """uv by the pip of this Python: in a venv, else beside it (Debian's python3 has no venv)."""
    venv = os.path.join(folder, "venv")
    if quietly(sys.executable, "-m", "venv", venv):
        python = os.path.join(venv, "bin", "python")
        if quietly(python, "-m", "pip", "install", "--quiet", "uv==" + UV):
            return os.path.join(venv, "bin", "uv")
    shutil.rmtree(venv, ignore_errors=True)
    target = os.path.join(folder, "packages")
    if quietly(sys.executable, "-m", "pip", "install", "--quiet", "--target", target, "uv==" + UV):
        return os.path.join(target, "bin", "uv")
    return None


def from_installer(folder):
    """uv by its makers' installer, for a Python that has no pip at all."""
    script = os.path.join(folder, "install.sh")
    try:
        address = f"https://astral.sh/uv/{UV}/install.sh"
        with urllib.request.urlopen(address, timeout=60) as answer, open(script, "wb") as out:
            shutil.copyfileobj(answer, out)
    except OSError as error:
        sys.stderr.write(f"uv's installer could not be fetched: {error}\n")
        return None
    place = os.path.join(folder, "bin")
    done = subprocess.run(
        ["sh", script, "--quiet"], env=dict(os.environ, UV_UNMANAGED_INSTALL=place)
    )
    return os.path.join(place, "uv") if done.returncode == 0 else None


def find_uv():
    kept = os.path.join(TOOLS, "uv")
    for candidate in [kept, shutil.which("uv")]:
        if candidate and works(candidate):
            return candidate
    print(f"Bringing uv {UV} …", flush=True)
    os.makedirs(TOOLS, exist_ok=True)
    for bring in (from_pip, from_installer):
        found = bring(TOOLS)
        if found and works(found):
            if os.path.lexists(kept):
                os.unlink(kept)
            os.symlink(found, kept)
            return kept
    sys.exit(
        "uv could not be brought. Install it (https://docs.astral.sh/uv/) or give this Python pip "
        "(on Debian: apt-get install python3-venv), then run make again."
    )


def digest(name):
    with open(os.path.join(ROOT, "requirements", name + ".txt"), "rb") as file:
        return hashlib.sha256(file.read()).hexdigest()


def main(wanted):
    python = os.path.join(VENV, "bin", "python")
    try:
        with open(STAMP) as file:
            installed = json.load(file)
    except (OSError, ValueError):
        installed = {}
    if installed.get(wanted) == digest(wanted) and works(python):
        return
    uv = find_uv()
    print(f"Installing the packages of requirements/{wanted}.txt …", flush=True)
    environment = dict(os.environ)
    environment.pop("VIRTUAL_ENV", None)
    environment["UV_PROJECT_ENVIRONMENT"] = VENV
    steps = [] if works(python) else [[uv, "venv", "--quiet", "--clear", VENV]]
    listed = os.path.join("requirements", wanted + ".txt")
    install = [
        uv,
        "pip",
        "install",
        "--quiet",
        "--python",
        python,
        "--require-hashes",
        "-r",
        listed,
    ]
    steps.append(install)
    for step in steps:
        if subprocess.run(step, cwd=ROOT, env=environment).returncode:
            sys.exit("That did not work: " + " ".join(step))
    # dev.txt holds everything that run.txt does.
    installed = {name: digest(name) for name in (["run", "dev"] if wanted == "dev" else ["run"])}
    with open(STAMP, "w") as stamp:
        json.dump(installed, stamp)


if __name__ == "__main__":
    if sys.argv[1:] not in (["run"], ["dev"]):
        sys.exit(__doc__)
    main(sys.argv[1])
