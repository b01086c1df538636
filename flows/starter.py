"""A run that was started by another process of this machine ends when that one does, however it ends."""

import os
import signal
import threading
import time
from collections.abc import Mapping

#: The variable that names the process that started the run.
STARTER = "QIANYUE_STARTER"
_SECONDS = 1.0


def stay_with_starter(environment: Mapping[str, str]) -> None:
    """End this process at once when the one that the environment names is no longer its parent.

    Nothing is done where the environment names none. What is under way is left as it is: the next run goes on from
    there.

    Args:
        environment: the variables of this process.
    """
    if environment.get(STARTER) == str(os.getppid()):
        threading.Thread(target=_end_with_parent, args=(os.getppid(),), daemon=True).start()


def _end_with_parent(parent: int) -> None:
    while os.getppid() == parent:
        time.sleep(_SECONDS)
    os.kill(os.getpid(), signal.SIGKILL)
