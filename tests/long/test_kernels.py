"""Kernels of a build: forked from a warm process, each alone, gone when they should be."""

from __future__ import annotations

import multiprocessing
import os
import signal
import subprocess
import sys
import threading
import time
from pathlib import Path

import nbformat
import psutil
import pytest

from analysis.errors import AnalysisError
from analysis.paths import Project
from analysis.publish.kernels.running import NotebookError, run_notebook
from analysis.publish.kernels.server import forking_context
from analysis.publish.kernels.warm import WarmProvisioner, is_own_kernel
from analysis.publish.workers import processes

PARAMETERS = nbformat.v4.new_code_cell("x = None", metadata={"tags": ["parameters"]})


def project_with(folder: Path, *cells: str, name: str = "00-test") -> Project:
    """A project with one notebook of a few cells."""
    (folder / "notebooks").mkdir(parents=True, exist_ok=True)
    notebook = nbformat.v4.new_notebook(
        cells=[PARAMETERS, *map(nbformat.v4.new_code_cell, cells)],
        metadata={"kernelspec": {"name": "python3", "display_name": "Python 3", "language": "python"}},
    )
    nbformat.write(notebook, folder / "notebooks" / f"{name}.ipynb")
    return Project(folder)


def result_of(project: Project, warm: bool = True) -> str:
    """What the last cell of the notebook gave."""
    notebook = run_notebook(project, "00-test", {}, warm).notebook
    return notebook.cells[-1].outputs[-1].data["text/plain"]


def test_a_kernel_is_forked_from_a_process_that_has_imported_the_libraries(tmp_path: Path):
    forked = forking_context() is not None
    assert forked == (sys.platform == "linux")
    asked = "import os, sys; (os.getpid(), os.getppid(), 'pandas' in sys.modules)"
    pid, server, warm = eval(result_of(project_with(tmp_path, asked)))
    _, cold_server, cold = eval(result_of(project_with(tmp_path, asked), warm=False))
    assert warm == forked
    assert server != pid
    assert (server != os.getpid()) == forked
    assert not cold
    assert cold_server == os.getpid()


@pytest.mark.parametrize("warm", [True, False])
def test_nothing_that_one_notebook_does_is_seen_by_the_next(tmp_path: Path, warm):
    spoil = (
        "import pandas, os, sys, analysis.wording, matplotlib",
        "pandas.spoilt = analysis.wording.spoilt = sys.spoilt = spoilt = True",
        "os.environ['SPOILT'] = '1'; os.chdir('/')",
        "matplotlib.rcParams['font.size'] = 99; pandas.set_option('display.width', 7)",
    )
    asked = (
        "import pandas, os, sys, analysis.wording, matplotlib",
        "[hasattr(pandas, 'spoilt'), hasattr(analysis.wording, 'spoilt'), hasattr(sys, 'spoilt'), "
        "'spoilt' in globals(), 'SPOILT' in os.environ, os.getcwd() == '/', matplotlib.rcParams['font.size'] == 99, "
        "pandas.get_option('display.width') == 7]",
    )
    run_notebook(project_with(tmp_path, *spoil), "00-test", {}, warm)
    assert eval(result_of(project_with(tmp_path, *asked), warm)) == [False] * 8


def test_kernels_do_not_share_the_state_of_random_generators(tmp_path: Path):
    project = project_with(tmp_path, "import random, numpy; (random.random(), numpy.random.random())")
    first, second = (eval(result_of(project).replace("np.float64", "")) for _ in range(2))
    assert first[0] != second[0]
    assert first[1] != second[1]


@pytest.mark.parametrize("warm", [True, False])
def test_a_kernel_knows_its_folder_and_environment(tmp_path: Path, monkeypatch, warm):
    monkeypatch.setenv("OF_THE_CALLER", "yes")
    monkeypatch.chdir(tmp_path)
    asked = "import os; (os.getcwd(), os.environ['OF_THE_CALLER'], os.environ['ANALYSIS_ROOT'])"
    project = project_with(tmp_path / "project", asked)
    assert eval(result_of(project, warm)) == (str(tmp_path), "yes", str(project.root))


def test_a_kernel_that_is_killed_is_named_and_what_ran_is_kept(tmp_path: Path):
    project = project_with(tmp_path, "1 + 1", "import os, signal; os.kill(os.getpid(), signal.SIGKILL)")
    with pytest.raises(NotebookError, match="the kernel died"):
        run_notebook(project, "00-test", {})


def test_a_kernel_leaves_no_process_behind(tmp_path: Path):
    project = project_with(
        tmp_path,
        "import subprocess, os",
        "child = subprocess.Popen(['sleep', '600'])",
        "(os.getpid(), child.pid)",
    )
    for pid in eval(result_of(project)):
        assert gone(pid)


def gone(pid: int, seconds: float = 10) -> bool:
    """Whether a process ends within a time; one that waits to be reaped has ended."""
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline:
        try:
            if psutil.Process(pid).status() == psutil.STATUS_ZOMBIE:
                return True
        except psutil.NoSuchProcess:
            return True
        time.sleep(0.05)
    return False


def test_a_kernel_ends_when_the_process_that_asked_for_it_is_killed(tmp_path: Path):
    told = tmp_path / "pid"
    project = project_with(
        tmp_path, f"import os, pathlib, time; pathlib.Path({str(told)!r}).write_text(str(os.getpid())); time.sleep(600)"
    )
    code = (
        "import pathlib; from analysis.paths import Project; "
        "from analysis.publish.kernels.running import run_notebook; "
        f"run_notebook(Project(pathlib.Path({str(project.root)!r})), '00-test', {{}})"
    )
    asking = subprocess.Popen([sys.executable, "-c", code])
    deadline = time.monotonic() + 60
    while not (told.exists() and told.read_text()) and time.monotonic() < deadline:
        time.sleep(0.05)
    asking.send_signal(signal.SIGKILL)
    asking.wait()
    assert gone(int(told.read_text()))


def test_kernels_of_another_python_or_language_are_left_to_jupyter():
    assert is_own_kernel([sys.executable, "-m", "ipykernel_launcher", "-f", "x.json"])
    assert not is_own_kernel(["/usr/bin/another-python", "-m", "ipykernel_launcher", "-f", "x.json"])
    assert not is_own_kernel(["R", "--slave", "-e", "IRkernel::main()"])


def test_workers_do_as_much_as_is_asked_of_them():
    with processes(None, 2) as submit:
        pids = [future.result(timeout=60) for future in [submit(os.getpid) for _ in range(300)]]
    assert len(set(pids)) in (1, 2)
    assert os.getpid() not in pids
    assert all(map(gone, set(pids)))


def work_of_four() -> None:
    """Let four workers do something, each begun when there is something for it to do."""
    with processes(None, 4) as submit:
        for future in [submit(time.sleep, 0.2) for _ in range(4)]:
            future.result()


@pytest.mark.timeout(120)
def test_nobody_waits_for_workers_that_begin_while_another_is_killed():
    def kill_the_first() -> None:
        while not (begun := multiprocessing.active_children()):
            time.sleep(0.001)
        begun[0].kill()

    for _ in range(10):
        killing = threading.Thread(target=kill_the_first)
        killing.start()
        with pytest.raises(AnalysisError, match="a worker process died"):
            work_of_four()
        killing.join()
        assert multiprocessing.active_children() == []


ORPHAN = """
import os
from multiprocessing import forkserver
from analysis.publish.kernels.server import start_server

if __name__ == "__main__":
    start_server()
    reader, writer = forkserver._forkserver.connect_to_new_process([])
    os.write(writer, {said!r})
    os.close(writer)
    while os.read(reader, 8):  # its process id, and how it ended
        pass
    print("ended")
"""


@pytest.mark.parametrize("said", [b"", b"\x80\x04\x95"], ids=["nothing", "half"])
def test_a_process_whose_asker_goes_before_saying_what_to_do_ends_in_silence(tmp_path: Path, said):
    (tmp_path / "orphan.py").write_text(ORPHAN.format(said=said), encoding="utf-8")
    ran = subprocess.run([sys.executable, tmp_path / "orphan.py"], capture_output=True, text=True, timeout=60)
    assert (ran.stdout, ran.stderr) == ("ended\n", "")


def test_the_provisioner_is_one_of_jupyters():
    from jupyter_client.provisioning import KernelProvisionerFactory

    known = KernelProvisionerFactory.instance().provisioners
    assert known["warm-provisioner"].load() is WarmProvisioner
