"""Notebooks run in forked processes, each alone, gone when they should be; kernels of Jupyter's show the same."""

import json
import pickle
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import nbformat
import psutil
import pytest
from nbformat import NotebookNode

from analysis.errors import AnalysisError, DataError, Fault, UnlikeError
from analysis.paths import Project
from analysis.publish.pool import NotebookError, Submit, forking, forks, threads
from analysis.publish.run import run_notebook

PARAMETERS = nbformat.v4.new_code_cell("x = None", metadata={"tags": ["parameters"]})
FORKED, OF_JUPYTER = True, False


def project_with(folder: Path, *cells: str) -> Project:
    """A project with one notebook of a few cells."""
    (folder / "notebooks").mkdir(parents=True, exist_ok=True)
    notebook = nbformat.v4.new_notebook(
        cells=[PARAMETERS, *map(nbformat.v4.new_code_cell, cells)],
        metadata={"kernelspec": {"name": "python3", "display_name": "Python 3", "language": "python"}},
    )
    nbformat.write(notebook, folder / "notebooks" / "00-test.ipynb")
    return Project(folder)


def forked(limit: int = 60) -> Iterator[Submit]:
    """What hands out calls to forked processes."""
    return forks(forking(), 2, limit)


def executed(project: Project, in_process: bool = FORKED, limit: int = 60) -> NotebookNode:
    """The notebook, run in a forked process or in a kernel of Jupyter's."""
    if not in_process:
        return run_notebook(project, "00-test", {"x": 1}, limit=limit)
    with forked(limit) as submit:
        return submit(run_notebook, project, "00-test", {"x": 1}, in_process, limit).result()


def result_of(project: Project, in_process: bool = FORKED) -> str:
    """What the last cell of the notebook gave."""
    return executed(project, in_process).cells[-1].outputs[-1].data["text/plain"]


def test_a_process_is_forked_from_one_that_has_imported_the_libraries(tmp_path: Path):
    asked = "import os, sys; (os.getpid(), os.getppid(), 'pandas' in sys.modules)"
    project = project_with(tmp_path, asked)
    pid, server, warm = eval(result_of(project))
    other, same_server, _ = eval(result_of(project))
    assert warm
    assert pid != other
    assert server == same_server
    assert psutil.Process(server).ppid() == psutil.Process().pid


def test_nothing_that_one_notebook_does_is_seen_by_the_next(tmp_path: Path):
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
    executed(project_with(tmp_path, *spoil))
    assert eval(result_of(project_with(tmp_path, *asked))) == [False] * 8


def test_processes_do_not_share_the_state_of_random_generators(tmp_path: Path):
    project = project_with(tmp_path, "import random, numpy; (random.random(), float(numpy.random.random()))")
    first, second = (eval(result_of(project)) for _ in range(2))
    assert first[0] != second[0]
    assert first[1] != second[1]


@pytest.mark.parametrize("in_process", [FORKED, OF_JUPYTER])
def test_a_notebook_knows_its_folder(tmp_path: Path, monkeypatch, in_process):
    monkeypatch.chdir(tmp_path)
    assert eval(result_of(project_with(tmp_path / "project", "import os; os.getcwd()"), in_process)) == str(tmp_path)


ELSEWHERE = {"kernelspec": {"name": "not-there", "display_name": "Not there", "language": "R"}}


@pytest.mark.parametrize(
    ("metadata", "in_process"),
    [
        (ELSEWHERE, FORKED),
        (ELSEWHERE, OF_JUPYTER),
        ({}, FORKED),
        ({"kernelspec": {"name": "x"}}, FORKED),
        ({"kernelspec": None, "language_info": None}, FORKED),
    ],
)
def test_a_notebook_that_names_a_kernel_of_another_machine_runs_in_this_projects_own(tmp_path, metadata, in_process):
    project = project_with(tmp_path / "{a} {} [b]#?*", "1 + 1")
    path = project.notebooks / "00-test.ipynb"
    path.write_text(json.dumps(json.loads(path.read_text()) | {"metadata": metadata}))
    assert result_of(project, in_process) == "2"


def test_a_kernel_of_jupyters_is_told_the_project_and_takes_no_module_from_the_working_folder(tmp_path, monkeypatch):
    monkeypatch.setenv("PYTHONSAFEPATH", "1")  # as the command line has it, and not for what a notebook starts
    asked = "import os, sys; (os.environ['ANALYSIS_ROOT'], 'PYTHONSAFEPATH' in os.environ, '' in sys.path)"
    assert eval(result_of(project_with(tmp_path, asked), OF_JUPYTER)) == (str(tmp_path), False, False)


def test_a_notebook_has_the_same_outputs_either_way(tmp_path: Path):
    cells = (
        "from IPython.display import display, HTML, Markdown\n"
        "print('one', x); display(HTML('<b>two</b>')); print('three')\n"
        "print('to the log', file=__import__('sys').stderr)\n'four'",
        "display(Markdown('*five*')); 6;",
        "7\n",
        "import pandas; pandas.DataFrame({'a': [1.5]})",
        "print('a'); print('b', end=''); [print(c) for c in 'cd']",
        "_, Out[3]",
        "%precision 2\n0.123456",
    )
    project = project_with(tmp_path, *cells)
    one, other = executed(project), executed(project, OF_JUPYTER)
    assert [cell.outputs for cell in one.cells] == [cell.outputs for cell in other.cells]
    assert [cell.get("execution_count") for cell in one.cells] == [cell.execution_count for cell in other.cells]
    assert [output.output_type for output in one.cells[2].outputs] == [
        *("stream", "display_data", "stream", "stream", "execute_result")
    ]


FAILING = {
    "no Python": ("1 +\n", "cell 4 (1 +): SyntaxError: invalid syntax"),
    "an error": ("a = 1\n\na.b", "cell 4, line 3 (a.b): AttributeError: 'int' object has no attribute 'b'"),
    "of several lines": (
        "raise ValueError('two\\nlines')",
        "cell 4 (raise ValueError('two\\nlines')): ValueError: two / lines",
    ),
    "an exit": ("import sys; sys.exit('enough')", "cell 4 (import sys; sys.exit('enough')): SystemExit: enough"),
    "the end of the process": (
        "import os; os.abort()",
        "cell 4 (import os; os.abort()): the kernel ",
    ),
    "without end": (
        "while True: pass",
        "cell 4 (while True: pass): ran for more than 2 seconds (allowed longer: --cell-seconds)",
    ),
}
"""Cells that fail, each with what is said of it."""


@pytest.mark.parametrize(
    ("failure", "in_process"), [*((failure, FORKED) for failure in FAILING), ("the end of the process", OF_JUPYTER)]
)
def test_a_cell_that_fails_is_named_and_what_ran_is_kept(tmp_path: Path, failure, in_process):
    assert_named_and_kept(tmp_path, *FAILING[failure], in_process)


def assert_named_and_kept(folder: Path, source: str, said: str, in_process: bool) -> None:
    """A cell that fails is named, and what ran before it is kept."""
    project = project_with(folder, "'this ran'", source, "'this did not'")
    with pytest.raises(NotebookError) as caught:
        executed(project, in_process, limit=2)
    assert str(caught.value).startswith(said)
    kept = nbformat.reads(caught.value.notebook.decode(), as_version=4)
    assert kept.cells[2].outputs[0].data["text/plain"] == "'this ran'"
    assert kept.cells[-1].outputs == []


@pytest.mark.parametrize(
    ("end", "said"),
    [
        ("os.kill(os.getpid(), 9)", "was ended by signal 9 (Killed), perhaps because memory ran out (fewer at a time"),
        ("os.abort()", "was ended by signal 6 (Aborted)"),
        ("os._exit(3)", "ended with exit code 3"),
    ],
)
def test_memory_is_guessed_at_only_where_the_end_is_like_it(tmp_path: Path, end, said):
    with pytest.raises(NotebookError) as caught:
        executed(project_with(tmp_path, f"import os; {end}"))
    assert f"the kernel {said}" in str(caught.value)
    assert ("memory" in str(caught.value)) == ("memory" in said)


def test_a_notebook_leaves_no_process_behind(tmp_path: Path):
    project = project_with(
        tmp_path, "import subprocess, os", "child = subprocess.Popen(['sleep', '600'])", "(os.getpid(), child.pid)"
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


PARENT = """
from pathlib import Path
from analysis.paths import Project
from analysis.publish.pool import forking, forks
from analysis.publish.run import run_notebook

if __name__ == "__main__":
    with forks(forking(), 1, 600) as submit:
        submit(run_notebook, Project(Path({root!r})), "00-test", {{}}, True, 600).result()
"""


def test_a_process_ends_with_the_one_that_asked_for_it(tmp_path: Path):
    told = tmp_path / "pid"
    write = f"import os, pathlib, time; pathlib.Path({str(told)!r}).write_text(str(os.getpid())); time.sleep(600)"
    (tmp_path / "parent.py").write_text(PARENT.format(root=str(project_with(tmp_path, write).root)))
    parent = subprocess.Popen([sys.executable, tmp_path / "parent.py"])
    while not (told.exists() and told.read_text()):
        time.sleep(0.05)
    parent.send_signal(signal.SIGKILL)
    parent.wait()
    assert gone(int(told.read_text()))


def raise_bug(watch: object) -> None:
    """Fail as a mistake in the package does."""
    raise LookupError("a mistake")


def die(watch: object) -> None:
    """End as a process does that the system ends."""
    psutil.Process().kill()


def wait(watch: object) -> None:
    """Take long."""
    time.sleep(600)


def test_an_error_of_a_forked_process_comes_with_its_place():
    with forked() as submit, pytest.raises(LookupError, match="a mistake") as caught:
        submit(raise_bug).result()
    assert "in raise_bug" in caught.value.__notes__[0]


def test_a_process_that_dies_outside_a_notebook_is_told():
    said = r"a process of the build was ended by signal 9 \(Killed\), perhaps because memory ran out"
    with forked() as submit, pytest.raises(AnalysisError, match=said):
        submit(die).result()


def test_what_runs_when_a_build_breaks_off_is_ended():
    began = time.monotonic()
    with forked() as submit:
        waiting = [submit(wait) for _ in range(3)]
        time.sleep(1)
    assert all(future.done() for future in waiting)
    assert time.monotonic() - began < 60  # not the ten minutes that it would take


@pytest.mark.parametrize(
    "error",
    [
        NotebookError("cell 1 (x): wrong", b"{}"),
        DataError([Fault("data/x.csv", 2, "a", "is wrong"), Fault("data/y.csv", None, None, "is missing")]),
        UnlikeError({"rung": ("announced", "spent")}),
    ],
)
def test_an_error_says_the_same_once_it_has_come_from_another_process(error):
    come = pickle.loads(pickle.dumps(error))
    assert str(come) == str(error)
    assert vars(come) == vars(error)


def test_threads_do_as_forked_processes_do():
    with threads(2) as submit:
        assert submit(json.loads, "[1]").result() == [1]
