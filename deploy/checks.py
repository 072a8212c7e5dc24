#!/usr/bin/env python3
"""Checks of deploy/ that no linter has; tells what is wrong.

checks.py compose FILE | context | runbooks | metrics | hub BINARY PAGE | dashboards | json
"""

import contextlib
import json
import os
import pathlib
import re
import subprocess
import sys
import tempfile
import time
import urllib.request

import yaml

ROOT = pathlib.Path(__file__).resolve().parent.parent
DEPLOY = ROOT / "deploy"
# Metrics of others that rules may use, and Prometheus' own.
OTHERS = {
    "up", "ALERTS", "node_filesystem_avail_bytes", "node_filesystem_size_bytes",
    "kubelet_volume_stats_available_bytes", "kubelet_volume_stats_capacity_bytes",
}
# Labels that Prometheus adds.
ADDED = {"job", "instance"}
# Suffixes of the samples of a histogram.
HISTOGRAM = re.compile(r"_(bucket|sum|count)$")


def alerts():
    """Returns the rules of alerts."""
    return rules_of("alerts.yml")


def rules_of(file):
    """Returns the rules of a file of Prometheus."""
    groups = yaml.safe_load((DEPLOY / "prometheus" / file).read_text())["groups"]
    return [rule for group in groups for rule in group["rules"]]


def dashboards():
    """Returns the dashboards by their paths."""
    paths = sorted((DEPLOY / "grafana/dashboards").glob("*.json"))
    return {path: json.loads(path.read_text()) for path in paths}


def compose(path):
    """Ports are open on this machine only; every server has a health check and no password in the file."""
    for name, service in json.loads(pathlib.Path(path).read_text())["services"].items():
        for port in service.get("ports", []):
            if port.get("host_ip") != "127.0.0.1":
                yield f"{name}: port {port.get('published')} is open to the network"
        # The hub's is in its image.
        if name != "hub" and "healthcheck" not in service:
            yield f"{name} has no health check"
        if service.get("image", "").endswith(":latest") or ":" not in service.get("image", ""):
            yield f"{name}: the image has no version"
    written = yaml.safe_load((DEPLOY / "docker-compose.yml").read_text())["services"]
    for name, service in written.items():
        for key, value in (service.get("environment") or {}).items():
            if re.search(r"PASS|AUTH|KEY$|SECRET", key) and not str(value).startswith("${"):
                yield f"{name}: {key} is written into the file"


def context():
    """Whatever the build reads is in the build context, and nothing of a working copy that holds data or secrets."""
    lines = (ROOT / ".dockerignore").read_text().splitlines()
    lines = [line for line in lines if line and not line.startswith("#")]

    def matches(pattern, path):
        parts = path.split("/")
        if pattern.startswith("**/"):
            wanted = re.escape(pattern[3:]).replace(r"\*", "[^/]*")
            return any(re.fullmatch(wanted, part) for part in parts)
        return pattern == "*" or path == pattern or path.startswith(pattern + "/")

    def is_ignored(path):
        ignored = False
        for line in lines:
            if matches(line.removeprefix("!"), path):
                ignored = not line.startswith("!")
        return ignored

    members = re.search(r"^members = \[(.*?)^\]", (ROOT / "Cargo.toml").read_text(), re.M | re.S).group(1)
    needed = {member.split("/")[0] for member in re.findall(r'"([^"]+)"', members)}
    needed |= {"admin-ui", "Cargo.toml", "Cargo.lock", "package.json", "package-lock.json"}
    for path in git("ls-files"):
        if path.split("/")[0] in needed and is_ignored(path):
            yield f"{path} is not in the build context"
    for path in ("data/messages.db", "deploy/.env", ".git/config", "target/debug/nilecare", "server/token.key"):
        if not is_ignored(path):
            yield f"{path} would be in the build context"


def runbooks():
    """Each alert has a paragraph in docs/runbooks.md with what to look at and to do, and each paragraph an alert."""
    text = (ROOT / "docs/runbooks.md").read_text()
    sections = dict(re.findall(r"^### (\w+)\n(.*?)(?=^##|\Z)", text, re.M | re.S))
    for rule in alerts():
        name = rule["alert"]
        if rule["labels"].get("severity") not in ("critical", "warning"):
            yield f"{name}: severity is critical or warning"
        if rule["annotations"].get("runbook") != f"docs/runbooks.md#{name.lower()}":
            yield f"{name}: the annotation runbook does not lead to docs/runbooks.md#{name.lower()}"
        section = sections.pop(name, "")
        for part in ("*Look.*", "*Do.*", rule["labels"]["severity"].capitalize() + "."):
            if part not in section:
                yield f"docs/runbooks.md: {name} has no {part!r}"
    for name in sections:
        yield f"docs/runbooks.md: there is no alert {name}"
    tests = "".join(path.read_text() for path in DEPLOY.glob("prometheus/*.test.yml"))
    for rule in alerts():
        if not re.search(rf'\b{rule["alert"]}\b', tests):
            yield f"{rule['alert']}: no test names it"


def git(*arguments):
    """Returns the lines that git answers about the working copy."""
    command = ["git", *arguments]
    return subprocess.run(command, cwd=ROOT, check=True, capture_output=True, text=True).stdout.splitlines()


def counted():
    """Returns the metrics that the hub counts as things happen: one is told from the first time on."""
    sources = git("grep", "-hoE", r'(counter|gauge|histogram)!\("[a-z_]+"', "--", "*.rs")
    return set(re.findall(r'"([a-z_]+)"', "\n".join(sources)))


def asked():
    """Returns (where, expression) for all that rules and dashboards ask Prometheus for."""
    found = [(rule.get("alert") or rule["record"], rule["expr"]) for rule in alerts() + rules_of("recording.yml")]
    for path, dashboard in dashboards().items():
        for panel in dashboard["panels"]:
            found += [(f"{path.name}: {panel['title']}", target["expr"]) for target in panel.get("targets", [])]
        for variable in dashboard["templating"]["list"]:
            if "definition" in variable:
                found.append((f"{path.name}: {variable['name']}", variable["definition"]))
    return found


def names_in(expression):
    """Returns the names of metrics of an expression."""
    # Without texts, labels and what stands behind by, on and the like.
    bare = re.sub(r'"[^"]*"', '""', expression)
    bare = re.sub(r"\{[^}]*\}|\b(by|without|on|ignoring)\s*\([^)]*\)", " ", bare)
    names = re.findall(r"(?<![\w$:])(?:up|ALERTS|[a-z]+(?:_[a-z]+)+|nilecare:[a-z0-9_:]+)(?![\w(])", bare)
    return set(names) - {"max_over_time", "label_values"}


def not_told(known):
    """Tells what rules and dashboards ask for, and neither `known` nor a recording rule nor others tell."""
    known = known | OTHERS | {rule["record"] for rule in rules_of("recording.yml")}
    for where, expression in asked():
        for name in sorted(names_in(expression)):
            if name not in known and HISTOGRAM.sub("", name) not in known:
                yield f"{where}: nobody tells the metric {name}"


def metrics():
    """What rules and dashboards ask for is told by the hub, a recording rule, or one of those known of others."""
    standing = git("grep", "-hoE", '"nilecare_[a-z_]+"', "--", "engine/admin-api/src/standing.rs")
    yield from not_told(counted() | {name.strip('"') for name in standing})


@contextlib.contextmanager
def running(binary):
    """Runs a hub as it comes, on free ports with a data folder of its own, and gives its address."""
    with tempfile.TemporaryDirectory() as name:
        folder = pathlib.Path(name)
        command = [binary, "serve", "--data", str(folder / "data"), "--bind", "127.0.0.1:0"]
        environment = os.environ | {"NILECARE__MQTT__BIND": "127.0.0.1:0"}
        with open(folder / "log", "w", encoding="utf-8") as log:
            process = subprocess.Popen(command, cwd=folder, env=environment, stdout=log, stderr=log)
        try:
            end = time.monotonic() + 60
            while True:
                try:
                    address = "http://" + json.loads((folder / "data/hub.json").read_text())["http"]
                    urllib.request.urlopen(f"{address}/health/ready", timeout=5).close()
                    break
                except (OSError, ValueError, KeyError):
                    if time.monotonic() > end or process.poll() is not None:
                        sys.exit("the hub does not become ready:\n" + (folder / "log").read_text())
                    time.sleep(0.1)
            yield address
        finally:
            process.terminate()
            try:
                process.wait(30)
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()


def hub(binary, page):
    """What rules and dashboards ask for, a running hub tells, with the labels that they ask by.

    Only what is counted from its first time on need not be there. The hub's answer is written to `page`.
    """
    with running(binary) as address:
        with urllib.request.urlopen(f"{address}/metrics", timeout=10) as answer:
            text = answer.read().decode()
    pathlib.Path(page).write_text(text)
    # A family without a sample is told, too: there is no alert at first.
    told = {name: [] for name in re.findall(r"^# TYPE (\S+)", text, re.M)}
    for name, labels in re.findall(r"^([a-z_]+)(?:\{(.*)\})? \S+$", text, re.M):
        samples = told.setdefault(name, [])
        samples.append(dict(re.findall(r'(\w+)="((?:[^"\\]|\\.)*)"', labels)))
    if "\nnilecare_standing_success 1\n" not in text:
        yield "the hub does not tell how its channels stand: nilecare_standing_success is not 1"
    of_events = counted()
    yield from not_told(set(told) | of_events)
    for where, expression in asked():
        for name, selector in re.findall(r"\b([a-z_]+)\{([^}]*)\}", expression):
            for label, operator, value in re.findall(r'(\w+)\s*(=~|!~|!=|=)\s*"([^"]*)"', selector):
                values = {sample.get(label) for sample in told.get(name, [])}
                if not values or label in ADDED:
                    continue
                if values == {None}:
                    yield f"{where}: {name} has no label {label}"
                # A state is always told; of what is counted each value comes with its first time.
                elif operator == "=" and value[:1] != "$" and name not in of_events and value not in values:
                    yield f'{where}: {name} has no {label}="{value}"'


def dashboards_are_good():
    """Ids are unique, the data source is the variable, panels do not overlap and say what they show."""
    uids = set()
    for path, dashboard in dashboards().items():
        if dashboard["uid"] != path.stem or dashboard["uid"] in uids:
            yield f"{path.name}: the uid must be the name of the file"
        uids.add(dashboard["uid"])
        if not any(variable["type"] == "datasource" for variable in dashboard["templating"]["list"]):
            yield f"{path.name}: there is no variable for the data source"
        taken, ids = {}, set()
        for panel in dashboard["panels"]:
            title = f"{path.name}: {panel['title']}"
            if panel["id"] in ids:
                yield f"{title}: the id {panel['id']} is used twice"
            ids.add(panel["id"])
            place = panel["gridPos"]
            for x in range(place["x"], place["x"] + place["w"]):
                for y in range(place["y"], place["y"] + place["h"]):
                    if taken.setdefault((x, y), panel["id"]) != panel["id"] or x >= 24:
                        yield f"{title}: does not fit at {x}, {y}"
            if panel["type"] == "row":
                continue
            if not panel.get("description") or not panel.get("targets"):
                yield f"{title}: has no description or asks for nothing"
            for part in [panel] + panel.get("targets", []):
                if part.get("datasource", {}).get("uid") != "${datasource}":
                    yield f"{title}: the data source is fixed"


def json_files():
    """Every JSON file can be read."""
    for path in DEPLOY.rglob("*.json"):
        try:
            json.loads(path.read_text())
        except ValueError as error:
            yield f"{path.relative_to(ROOT)}: {error}"


CHECKS = {
    "compose": compose,
    "context": context,
    "runbooks": runbooks,
    "metrics": metrics,
    "hub": hub,
    "dashboards": dashboards_are_good,
    "json": json_files,
}
found = list(dict.fromkeys(CHECKS[sys.argv[1]](*sys.argv[2:])))
print("\n".join(found))
sys.exit(1 if found else 0)
