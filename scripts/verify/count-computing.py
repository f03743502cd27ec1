"""Runs a bash script and prints the processor time of all its processes as "computing <user> <system>" in seconds.

The time that bash prints leaves out processes whose parent has ended: all of Chromium but its first process. As a subreaper
(prctl(2), Linux) this process becomes their parent instead of init, and so gets their time when they end.
"""

import ctypes
import os
import resource
import signal
import sys
import time

PR_SET_CHILD_SUBREAPER = 36
LAST_PROCESSES_S = 5


def main(script: str) -> int:
    ctypes.CDLL(None).prctl(PR_SET_CHILD_SUBREAPER, 1, 0, 0, 0)
    shell = os.posix_spawnp("bash", ["bash", "-c", script], os.environ)
    code = os.waitstatus_to_exitcode(wait_for(shell))
    wait_for_rest()
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    print(f"computing {used.ru_utime:.3f} {used.ru_stime:.3f}", file=sys.stderr, flush=True)
    return code if code >= 0 else 128 - code


def wait_for(wanted: int) -> int:
    """Waits until the process `wanted` has ended, and for every other one that ends before."""
    while True:
        ended, status = os.waitpid(-1, 0)
        if ended == wanted:
            return status


def wait_for_rest() -> None:
    """A browser that was closed needs a moment to end. What runs on after that is named: a test has not stopped it."""
    give_up_at = time.monotonic() + LAST_PROCESSES_S
    while time.monotonic() < give_up_at:
        try:
            ended, _ = os.waitpid(-1, os.WNOHANG)
        except ChildProcessError:
            return
        if ended == 0:
            time.sleep(0.02)
    print("Processes of this stage are still running; their time is not counted.", file=sys.stderr)


signal.signal(signal.SIGTERM, signal.SIG_DFL)
sys.exit(main(sys.argv[1]))
