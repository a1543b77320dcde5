"""run.py: what it says when it cannot go on. It starts on Pythons older than ours, so nothing newer may slip in."""

import ast
import errno
import io
import os
import socket
import subprocess
import sys
from pathlib import Path

import pytest

import run
from config.home import default_home, pacta_home


def test_it_starts_on_python_3_9() -> None:
    source = Path(run.__file__).read_text(encoding="utf-8")
    tree = ast.parse(source, feature_version=(3, 9))
    imported = {node.module if isinstance(node, ast.ImportFrom) else node.names[0].name for node in ast.walk(tree)
                if isinstance(node, ast.Import | ast.ImportFrom)}  # fmt: skip
    assert {name.split(".")[0] for name in imported if name} <= sys.stdlib_module_names


def test_it_keeps_its_tools_where_the_site_keeps_its_data(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    assert run.default_home() == default_home()
    monkeypatch.setenv("PACTA_HOME", str(tmp_path))
    assert run.usable_home() == pacta_home() == tmp_path


def test_bytecode_that_may_not_lie_beside_the_sources_lies_in_the_home(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(run, "find_uv", lambda home: home / "uv")
    monkeypatch.setattr(run, "install_dependencies", lambda uv, quiet: None)
    at_home, elsewhere = str(tmp_path / "bytecode"), str(tmp_path / "elsewhere")
    for forbidden, place, kept in [("1", None, at_home), ("1", elsewhere, elsewhere), ("", None, None)]:
        given = {"PACTA_HOME": str(tmp_path), "PYTHONDONTWRITEBYTECODE": forbidden}
        monkeypatch.setattr(os, "environ", given | ({"PYTHONPYCACHEPREFIX": place} if place else {}))
        run.prepare()
        assert "PYTHONDONTWRITEBYTECODE" not in os.environ
        assert os.environ.get("PYTHONPYCACHEPREFIX") == kept


def test_a_taken_port_is_named_with_another_to_try() -> None:
    with socket.create_server(("127.0.0.1", 0)) as listener:
        port = listener.getsockname()[1]
        with pytest.raises(run.Refusal, match=rf"Port {port} is taken.*--port {port + 1}"):
            run.check_port(port)
    run.check_port(port)


@pytest.mark.parametrize("port", ["0", "65536", "eighty", "-1"])
def test_what_is_no_port_is_refused(port: str, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        run.main(["serve", f"--port={port}"])
    assert "write a number from 1 to 65535" in capsys.readouterr().err


def test_a_home_that_is_no_folder_is_refused(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    monkeypatch.setenv("PACTA_HOME", str(tmp_path / "file" / "home"))
    with pytest.raises(run.Refusal, match="cannot be used: Not a directory"):
        run.usable_home()


def test_somebody_elses_home_is_refused(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("PACTA_HOME", str(tmp_path))
    monkeypatch.setattr(os, "geteuid", lambda: tmp_path.stat().st_uid + 1)
    with pytest.raises(run.Refusal, match="belongs to another user"):
        run.usable_home()


def test_a_full_disk_is_said_before_it_hurts(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("PACTA_HOME", str(tmp_path))
    monkeypatch.setattr(run.shutil, "disk_usage", lambda folder: type("usage", (), {"free": 3_000_000}))
    with pytest.raises(run.Refusal, match="has 3 MB left; Pacta needs 500 MB"):
        run.usable_home()


def test_a_disk_that_fills_up_on_the_way_is_said_in_words(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def full(*_: object, **__: object) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    monkeypatch.setattr(run, "serve", full)
    monkeypatch.setattr(run, "on_stop", lambda handler: None)
    assert run.main(["serve"]) == 1
    assert capsys.readouterr().err.strip() == run.DISK_FULL


def test_a_step_that_fails_shows_what_it_said() -> None:
    with pytest.raises(run.Refusal, match="that will not do"):
        run.step("Trying", sys.executable, "-c", "import sys; print('that will not do'); sys.exit(3)")


@pytest.mark.parametrize(
    ("output", "words"),
    [
        ("Some warning\nPacta is not set up as it needs: Write yes or no.\n", "Write yes or no."),
        ("CommandError: The record\nis not empty.", "The record\nis not empty."),
        ("Traceback\nKeyError: 'x'", "Traceback\nKeyError: 'x'"),
        ("write failed: No space left on device", run.DISK_FULL),
    ],
)
def test_a_refusal_in_words_is_shown_without_its_traceback(output: str, words: str) -> None:
    assert run.explain(io.StringIO(output)) == words


def test_a_process_that_will_not_stop_is_killed() -> None:
    deaf = "import signal, time; signal.signal(15, signal.SIG_IGN); print('deaf', flush=True); time.sleep(60)"
    process = run.start(sys.executable, "-c", deaf, stdout=subprocess.PIPE)
    assert process.stdout
    assert process.stdout.readline() == b"deaf\n"
    run.stop(process, patience=0.1)
    assert process.returncode is not None
    process.stdout.close()


def test_uv_too_old_for_the_lock_is_passed_over(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(run, "first_answer", lambda place, *_: "uv 0.2.33" if "tools" in str(place) else "")
    assert run.find_uv(tmp_path) is None
    monkeypatch.setattr(run, "first_answer", lambda place, *_: "uv 0.13.9" if "tools" in str(place) else "")
    assert run.find_uv(tmp_path) == tmp_path / "tools" / "bin" / "uv"


def test_an_interpreter_that_fits_is_preferred_in_order(monkeypatch: pytest.MonkeyPatch) -> None:
    versions = {"python3.12": "cpython 3.12", "python3.13": "cpython 3.13t", "python3.14": "cpython 3.14"}
    monkeypatch.setattr(run.shutil, "which", lambda name: name)
    monkeypatch.setattr(run, "first_answer", lambda place, *_: versions.get(str(place), "pypy 3.13"))
    monkeypatch.setattr(run.glob, "glob", lambda pattern: [])
    assert run.pick_interpreter() == "python3.12"
