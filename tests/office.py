"""LibreOffice without a screen, with a profile of its own."""

import subprocess
from pathlib import Path

from tests.flows.operation import program

#: Read as UTF-8 with commas, every cell that looks like a formula taken for one.
_AS_CSV = "CSV:44,34,76,1,,0,false,true,false,false,false,0,true"


def opened(path: Path, suffix: str, folder: Path) -> Path:
    """Open a file in LibreOffice, save it as another kind in the folder, and return that."""
    command = [
        program("soffice"),
        "--headless",
        f"-env:UserInstallation={(folder / 'profile').as_uri()}",
        *(["--infilter=" + _AS_CSV] if path.suffix == ".csv" else []),
        "--convert-to",
        suffix,
        "--outdir",
        str(folder),
        str(path),
    ]
    done = subprocess.run(command, capture_output=True, text=True, timeout=120, check=False)
    made = folder / f"{path.stem}.{suffix.partition(':')[0]}"
    assert made.exists(), done.stdout + done.stderr
    return made
