#!/usr/bin/env python3
"""Starts a hub and the exporter on free ports in a folder of their own, and prints what the exporter tells: check.py BINARY.

Fails when something that the hub knows is missing, when a wrong key is not told as such, and when the key shows anywhere.
"""

import json
import os
import pathlib
import socket
import subprocess
import sys
import tempfile
import time
import urllib.request

PASSWORD = "only for this check, 4711"
HERE = pathlib.Path(__file__).parent


def ask(url, body=None, token=None):
    """Asks and returns the text of the answer."""
    headers = {"content-type": "application/json"} | ({"authorization": f"Bearer {token}"} if token else {})
    request = urllib.request.Request(url, headers=headers, data=json.dumps(body).encode() if body is not None else None)
    with urllib.request.urlopen(request, timeout=10) as answer:
        return answer.read().decode()


def wait_for(what, seconds=90):
    """Returns what the function returns, as soon as it does not fail."""
    end = time.monotonic() + seconds
    while True:
        try:
            return what()
        except (OSError, ValueError, KeyError):
            if time.monotonic() > end:
                raise
            time.sleep(0.2)


def free_port():
    """Returns a port that is free now."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def check(folder, running):
    """Does it all; what is started is put into `running`."""
    data = folder / "data"
    environment = os.environ | {"NILECARE_ADMIN_PASSWORD": PASSWORD, "NILECARE__MQTT__BIND": "127.0.0.1:0"}
    command = [sys.argv[1], "serve", "--data", str(data), "--bind", "127.0.0.1:0"]
    with open(folder / "hub.log", "w", encoding="utf-8") as log:
        running.append(subprocess.Popen(command, env=environment, cwd=folder, stdout=log, stderr=log))
    hub = "http://" + wait_for(lambda: json.loads((data / "hub.json").read_text())["http"])
    wait_for(lambda: ask(f"{hub}/health/ready"))
    token = json.loads(ask(f"{hub}/api/v1/auth/login", {"username": "admin", "password": PASSWORD}))["access_token"]
    account = json.loads(ask(f"{hub}/api/v1/service-accounts", {"name": "prometheus"}, token))["id"]
    wanted = {"scopes": ["channels:read"], "expires_in_days": 1}
    key = json.loads(ask(f"{hub}/api/v1/service-accounts/{account}/keys", wanted, token))["api_key"]
    key_file, port = folder / "key", free_port()
    key_file.write_text("nck_wrong")
    environment = os.environ | {"NILECARE_URL": hub, "NILECARE_KEY_FILE": str(key_file), "NILECARE_EXPORTER_BIND": f"127.0.0.1:{port}"}
    with open(folder / "exporter.log", "w", encoding="utf-8") as log:
        running.append(subprocess.Popen([sys.executable, str(HERE / "nilecare-exporter")], env=environment, stdout=log, stderr=log))
    metrics = f"http://127.0.0.1:{port}/metrics"
    refused = wait_for(lambda: ask(metrics))
    assert "nilecare_exporter_success 0" in refused and "nilecare_channel_state" not in refused, refused
    key_file.write_text(key)
    text = ask(metrics)
    for sample in (
        "nilecare_exporter_success 1",
        'nilecare_channel_state{channel="adt-inbound",state="started"} 1',
        'nilecare_channel_state{channel="adt-inbound",state="stopped"} 0',
        'nilecare_channel_problems{channel="adt-inbound"} 0',
        'nilecare_queue_depth{channel="adt-inbound",connector="forward"} 0',
        'nilecare_queue_oldest_age_seconds{channel="adt-inbound",connector="forward"} 0',
        'nilecare_queue_paused{channel="adt-inbound",connector="forward"} 0',
        'nilecare_channel_messages_total{channel="adt-inbound",connector="source",outcome="received"} 0',
        'nilecare_connector_connections{channel="adt-inbound",connector="forward",kind="mllp"} 0',
    ):
        assert f"\n{sample}\n" in "\n" + text, f"missing: {sample}\n{text}"
    log = (folder / "exporter.log").read_text()
    assert "401" in log and key not in log + text + refused, "the log tells the status and never the key"
    print(text, end="")


with tempfile.TemporaryDirectory() as name:
    processes = []
    try:
        check(pathlib.Path(name), processes)
    finally:
        for process in reversed(processes):
            process.terminate()
            try:
                process.wait(30)
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()
