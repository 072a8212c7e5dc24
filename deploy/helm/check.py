#!/usr/bin/env python3
"""Checks the chart: Helm's own lint, the objects of two sets of values against the schemas of Kubernetes, and what
must hold of them.

Needs the packages helm-python-sdk (Helm itself, as a library), kubernetes-validate and PyYAML. With an
argument it writes the hub's settings of the second set there. Exits with 1 when something is wrong and tells what.
"""

import pathlib
import sys

import helm_python as helm
import kubernetes_validate
import yaml

CHART = pathlib.Path(__file__).parent / "nilecare"
KUBERNETES = ("1.27", "1.33")
# Values that must be refused, each for its own reason.
REFUSED = {
    "more than one replica": {"replicaCount": 2},
    "an unknown value": {"ingress": {"enabeld": True}},
    "keys without their Secret": {"keys": {"token": "token"}},
    "a shared volume": {"persistence": {"accessMode": "ReadWriteMany"}},
    "a channel's port that is the hub's": {"channelPorts": [{"name": "mllp", "port": 7000}]},
    "settings that are no text": {"settings": {"fhir": {"max_entries": 500}}},
    "a grace that is shorter than the hub's": {"terminationGracePeriodSeconds": 5},
}
problems = []


def render(values):
    """Returns the objects of the chart by kind and name."""
    helm.disable_logging()
    with helm.Chart.load(str(CHART)) as chart:
        chart.validate_schema(values)
        texts = chart.render(values, name="hub", namespace="prod")
    objects = {}
    for path, text in texts.items():
        if path.endswith(".yaml"):
            for item in yaml.safe_load_all(text):
                if item:
                    objects[item["kind"], item["metadata"]["name"]] = item
    return objects


def expect(holds, what):
    """Notes what does not hold."""
    if not holds:
        problems.append(what)


def check_objects(name, objects):
    """Checks a set against the schemas, and what must hold of every set."""
    for (kind, item_name), item in objects.items():
        if item["apiVersion"].startswith("monitoring.coreos.com/"):
            continue
        for version in KUBERNETES:
            try:
                kubernetes_validate.validate(item, version, strict=True)
            except kubernetes_validate.ValidationError as error:
                where = f"{name}: {kind} {item_name} for Kubernetes {version}"
                problems.append(f"{where}: {error.message} at {list(error.path)}")
    hub = objects["StatefulSet", "hub-nilecare"]["spec"]
    expect(hub["replicas"] == 1, f"{name}: the hub must run exactly once")
    pods = [hub["template"]["spec"]] + [item["spec"] for (kind, _), item in objects.items() if kind == "Pod"]
    for pod in pods:
        expect(pod["automountServiceAccountToken"] is False, f"{name}: a pod has a token of the cluster")
        expect(pod["securityContext"]["runAsNonRoot"] is True, f"{name}: a pod may run as root")
        seccomp = pod["securityContext"]["seccompProfile"]["type"]
        expect(seccomp == "RuntimeDefault", f"{name}: a pod has no seccomp profile")
        for container in pod["containers"]:
            security = container["securityContext"]
            expect(security["readOnlyRootFilesystem"] is True, f"{name}: {container['name']} may write its root")
            expect(security["allowPrivilegeEscalation"] is False, f"{name}: {container['name']} may get privileges")
            expect(security["capabilities"] == {"drop": ["ALL"]}, f"{name}: {container['name']} has capabilities")
            expect("memory" in container["resources"]["limits"], f"{name}: {container['name']} has no bound of memory")
    for (kind, item_name), item in objects.items():
        expect(kind != "Secret", f"{name}: the chart makes a Secret, {item_name}; it should name those that are there")
        if kind == "Ingress":
            expect(item["spec"].get("tls"), f"{name}: an Ingress without TLS")
    selectors = [
        item["spec"].get("selector", {})
        for (kind, item_name), item in objects.items()
        if kind == "Service" and not item_name.endswith("closed")
    ]
    tester = objects["Pod", "hub-nilecare-test-ready"]["metadata"]["labels"]
    is_found = any(selector and tester.items() >= selector.items() for selector in selectors)
    expect(not is_found, f"{name}: a Service finds the pod of the test")
    labels = hub["template"]["metadata"]["labels"]
    are_found = all(labels.items() >= selector.items() for selector in selectors)
    expect(are_found, f"{name}: a Service does not find the pod")


def main():
    for message in helm.lint(str(CHART))["messages"]:
        # 1 is information, such as that there is no icon.
        expect(message["severity"] < 2, f"lint: {message['path']}: {message['error']}")
    check_objects("defaults", render({}))
    everything = render(yaml.safe_load((CHART / "ci/all.yaml").read_text()))
    check_objects("everything", everything)
    rules = everything["PrometheusRule", "hub-nilecare"]["spec"]["groups"]
    alerts = yaml.safe_load((CHART / "files/alerts.yml").read_text())["groups"]
    expect(rules[-len(alerts):] == alerts, "everything: the rules of the chart are not those of prometheus/alerts.yml")
    policy = everything["NetworkPolicy", "hub-nilecare"]["spec"]
    tester = everything["Pod", "hub-nilecare-test-ready"]["metadata"]["labels"]
    let_in = [peer["podSelector"]["matchLabels"] for peer in policy["ingress"][0]["from"] if "podSelector" in peer]
    is_let_in = any(tester.items() >= selector.items() for selector in let_in)
    expect(is_let_in, "everything: the policy keeps the pod of the test out")
    is_kept_in = policy["policyTypes"] == ["Ingress", "Egress"] and len(policy["egress"]) == 2
    expect(is_kept_in, "everything: the policy lets the hub out to more than is said")
    paths = everything["Ingress", "hub-nilecare"]["spec"]["rules"][0]["http"]["paths"]
    is_closed = paths[0]["backend"]["service"]["name"].endswith("-closed")
    expect(paths[0]["path"] == "/metrics" and is_closed, "everything: /metrics is open at the ingress")
    for why, values in REFUSED.items():
        try:
            render(values)
            problems.append(f"taken although it must be refused: {why}")
        except helm.HelmError:
            pass
    for problem in problems:
        print(problem)
    if len(sys.argv) == 2:
        pathlib.Path(sys.argv[1]).write_text(everything["ConfigMap", "hub-nilecare"]["data"]["nilecare.toml"])
    sys.exit(1 if problems else 0)


main()
