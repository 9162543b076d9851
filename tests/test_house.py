"""The repository as a whole: what its pages and manifests say is what the code does."""

from __future__ import annotations

import json
import re
import shlex
import subprocess
import tomllib
import zipfile
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest
import yaml

from bot.cli.doctor import NEEDED_SCOPES
from bot.settings import Settings
from media.brief import Brief
from media.catalog import Catalog
from media.history import HISTORY
from media.plan import LineItem, MediaPlan
from sandbox.market import generate

ROOT = Path(__file__).parents[1]
PAGES = [ROOT / "README.md", *sorted((ROOT / "docs").glob("*.md"))]
VARIABLES = {name.upper() for name in Settings.model_fields}
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text())


def text(name: str) -> str:
    return (ROOT / name).read_text(encoding="utf-8")


def fenced(page: Path, language: str = "") -> Iterator[str]:
    """The blocks of one language between fences."""
    _, *blocks = re.split(r"^```", page.read_text(encoding="utf-8"), flags=re.MULTILINE)
    for block in blocks[::2]:
        kind, _, body = block.partition("\n")
        if kind == language:
            yield body


def kubernetes(name: str) -> Any:
    return yaml.safe_load(text(f"manifests/kubernetes/{name}"))


class TestPages:
    @pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
    def test_links_lead_somewhere(self, page: Path) -> None:
        links = re.findall(r"\]\((?!https?://|#)([^)#]+)", page.read_text(encoding="utf-8"))
        assert [link for link in links if not (page.parent / link).exists()] == []

    @pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
    def test_files_that_are_named_exist(self, page: Path) -> None:
        rooms = "|".join(
            [*PROJECT["tool"]["hatch"]["build"]["targets"]["wheel"]["packages"], "tests"]
        )
        named = re.findall(rf"`((?:{rooms})/[\w/.]*)`", page.read_text(encoding="utf-8"))
        assert [name for name in named if not (ROOT / name).exists()] == []

    @pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
    def test_commands_exist(self, page: Path) -> None:
        from typer.main import get_command

        from bot.cli.main import app

        root = get_command(app)
        for line in "\n".join(fenced(page)).splitlines():
            if words := _words_after_flightplan(line):
                _check_command(root, words, line)

    def test_every_setting_is_listed_and_every_listed_one_exists(self) -> None:
        listed = set(
            re.findall(r"`([A-Z][A-Z_]+)`", text("docs/operations.md").split("## Data")[0])
        )
        assert listed - {"INFO"} == VARIABLES

    def test_the_catalog_of_the_page_is_one(self) -> None:
        (catalog,) = fenced(ROOT / "docs" / "imports.md", "json")
        assert Catalog.model_validate_json(catalog).markets

    def test_the_brief_of_the_page_is_one_to_the_letter(self) -> None:
        (written,) = fenced(ROOT / "docs" / "forms.md", "json")
        assert Brief.model_validate_json(written).model_dump(mode="json") == json.loads(written)

    def test_every_field_of_a_plan_is_named(self) -> None:
        section = text("docs/forms.md").split("## The plan")[1]
        named = set(re.findall(r"`([a-z_]+)`", section))
        assert {*MediaPlan.model_fields, *LineItem.model_fields, "hash"} <= named

    def test_the_columns_of_history_are_all_described(self) -> None:
        section = text("docs/imports.md").split("## History")[1].split("Columns with other")[0]
        described = set(re.findall(r"`([a-z_0-9]+)`", section))
        hidden_in_a_range = {"reach_3", "reach_4"}
        assert set(HISTORY.names) - hidden_in_a_range <= described

    def test_the_notebook_of_the_readme_runs(
        self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        import matplotlib

        matplotlib.use("Agg")
        files = generate(tmp_path, today=date(2026, 11, 20), campaigns=38)
        assert files.history.name == "history.csv"
        monkeypatch.chdir(tmp_path)
        (example,) = fenced(ROOT / "README.md", "python")
        names: dict[str, Any] = {}
        exec(example, names)
        (line,) = names["plt"].gca().lines
        reached = list(line.get_ydata())
        assert len(reached) == len(names["budgets"])
        assert reached == sorted(reached)
        assert 0 < reached[0] < reached[-1] < names["people"]

    def test_the_changelog_keeps_its_form(self) -> None:
        headings = re.findall(r"^## (.+)$", text("CHANGELOG.md"), re.MULTILINE)
        assert headings[0] == "[Unreleased]"
        assert all(re.fullmatch(r"\[[^]]+\]( - \d{4}-\d\d-\d\d)?", heading) for heading in headings)


class TestPackaging:
    def test_requirements_are_pinned_hashed_and_name_no_index(self) -> None:
        for name in ("requirements.txt", "requirements-dev.txt"):
            lines = text(name)
            pins = re.findall(r"^[a-z0-9][a-z0-9._\-\[\]]*==\S+.*$", lines, re.MULTILINE)
            assert len(pins) > 50
            assert all(pin.endswith("\\") for pin in pins), "a pin without hashes"
            assert "://" not in lines

    def test_development_installs_what_production_does(self) -> None:
        def versions(name: str) -> set[str]:
            return set(re.findall(r"^([a-z0-9][^ =]*==[^ ]+)", text(name), re.MULTILINE))

        assert versions("requirements.txt") <= versions("requirements-dev.txt")

    def test_the_image_is_built_with_the_uv_of_the_makefile(self) -> None:
        in_image = re.search(r"ARG UV_VERSION=(\S+)", text("Dockerfile"))
        in_makefile = re.search(r"UV_VERSION := (\S+)", text("Makefile"))
        assert in_image is not None
        assert in_makefile is not None
        assert in_image[1] == in_makefile[1]

    def test_the_image_gets_every_room_and_nothing_else(self) -> None:
        let_in = set(re.findall(r"^!(.+)$", text(".dockerignore"), re.MULTILINE))
        rooms = set(PROJECT["tool"]["hatch"]["build"]["targets"]["wheel"]["packages"])
        assert rooms <= let_in
        assert all((ROOT / name).exists() for name in let_in)
        assert not let_in & {"tests", "benchmarks", ".git", "requirements-dev.txt"}

    def test_the_image_runs_as_nobody_special(self) -> None:
        assert re.search(r"^USER 10001:10001$", text("Dockerfile"), re.MULTILINE)
        assert text("Dockerfile").rstrip().endswith('ENTRYPOINT ["flightplan"]\nCMD ["serve"]')

    def test_the_wheel_carries_every_file_of_the_rooms(self, tmp_path: Path) -> None:
        from hatchling.builders.wheel import WheelBuilder

        (wheel,) = WheelBuilder(str(ROOT)).build(directory=str(tmp_path), versions=["standard"])
        carried = set(zipfile.ZipFile(wheel).namelist())
        rooms = PROJECT["tool"]["hatch"]["build"]["targets"]["wheel"]["packages"]
        command = ["git", "ls-files", "-z", *rooms]
        listed = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True)
        kept = [name for name in listed.stdout.split("\0") if name and (ROOT / name).exists()]
        assert [name for name in kept if name not in carried] == []
        assert "manifests/slack.yaml" in carried


class TestManifests:
    def test_doctor_asks_for_the_scopes_of_the_slack_manifest(self) -> None:
        manifest = yaml.safe_load(text("manifests/slack.yaml"))
        assert set(manifest["oauth_config"]["scopes"]["bot"]) == NEEDED_SCOPES

    def test_kubernetes_sets_only_settings_that_exist(self) -> None:
        assert kubernetes("settings.yaml")["data"].keys() <= VARIABLES
        assert kubernetes("secret.example.yaml")["stringData"].keys() <= VARIABLES
        (container,) = kubernetes("deployment.yaml")["spec"]["template"]["spec"]["containers"]
        assert {variable["name"] for variable in container["env"]} <= VARIABLES

    def test_kubernetes_puts_together_files_that_exist(self) -> None:
        for name in kubernetes("kustomization.yaml")["resources"]:
            assert kubernetes(name)["kind"]

    def test_pods_are_restricted_probed_and_found_by_the_service(self) -> None:
        deployment = kubernetes("deployment.yaml")["spec"]
        pod = deployment["template"]["spec"]
        (container,) = pod["containers"]
        assert deployment["replicas"] == 2
        assert pod["securityContext"]["runAsNonRoot"]
        assert container["securityContext"]["readOnlyRootFilesystem"]
        assert not container["securityContext"]["allowPrivilegeEscalation"]
        for probe in ("startupProbe", "readinessProbe"):
            assert container[probe]["httpGet"]["path"] == "/health"
        assert container["livenessProbe"]["tcpSocket"]["port"] == "http"
        labels = deployment["template"]["metadata"]["labels"]
        assert deployment["selector"]["matchLabels"] == labels
        assert kubernetes("service.yaml")["spec"]["selector"] == labels
        port = int(kubernetes("settings.yaml")["data"]["PORT"])
        assert container["ports"] == [{"name": "http", "containerPort": port}]


def _words_after_flightplan(line: str) -> list[str]:
    words = shlex.split(line, comments=True)
    starts = [n for n, word in enumerate(words) if word.split("/")[-1] == "flightplan"]
    if not starts or words[0] in ("docker", "kubectl"):
        return []
    rest = words[starts[0] + 1 :]
    ends = [n for n, word in enumerate(rest) if word in ("&&", ">", "|", ";")]
    return rest[: ends[0]] if ends else rest


def _check_command(command: Any, words: list[str], line: str) -> None:
    while words and hasattr(command, "commands"):
        if words[0] == "--help":
            return
        assert words[0] in command.commands, f"{line!r}: there is no {words[0]!r}"
        command, words = command.commands[words[0]], words[1:]
    options = {name for parameter in command.params for name in parameter.opts} | {"--help"}
    unknown = [word for word in words if word.startswith("--") and word not in options]
    assert not unknown, f"{line!r}: there is no {unknown}"
