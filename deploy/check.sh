#!/bin/bash
# Checks everything below deploy/ with the linters that are there, and says which are not. Installs nothing.
#
#   deploy/check.sh            what needs no hub
#   deploy/check.sh BINARY     and the package around a built hub, the settings of the chart, and what a running hub tells Prometheus
#
# Tools: apt has prometheus, prometheus-alertmanager, lintian, shellcheck, yamllint, mandoc and dpkg-dev; deploy/requirements.txt has what
# comes from PyPI. Programs are also looked for in DEPLOY_TOOLS (target/venv/bin when it is not set). The last line counts.
set -uo pipefail
cd "$(dirname "$0")/.." || exit 2
tools="$(realpath -m "${DEPLOY_TOOLS:-target/venv/bin}")"
PATH="$tools:$PATH:/usr/sbin"
python="$tools/python3"
[ -x "$python" ] || python="$(command -v python3)"
binary="${1:+$(realpath "$1")}"
scratch="$(mktemp -d)"
export python binary scratch
trap 'rm -rf "$scratch"' EXIT
passed=0 failed=0 not_run=0

# check NAME NEEDS COMMAND…: runs the command when every program and Python module of NEEDS is there, and shows what it says when it fails.
check() {
    local name="$1" need missing=""
    for need in $2; do
        case "$need" in
            py:*) "$python" -c "import ${need#py:}" 2>/dev/null || missing+=" the Python module ${need#py:}" ;;
            BINARY) [ -n "$binary" ] || missing+=" the path of a built hub as an argument" ;;
            *) command -v "$need" >/dev/null || missing+=" $need" ;;
        esac
    done
    shift 2
    if [ -n "$missing" ]; then
        echo "not run: $name (needs$missing)"
        not_run=$((not_run + 1))
    elif timeout 300 bash -uo pipefail -c '"$@"' bash "$@" >"$scratch/output" 2>&1; then
        echo "passed: $name"
        passed=$((passed + 1))
    else
        echo "failed: $name"
        sed 's/^/    /' "$scratch/output"
        failed=$((failed + 1))
    fi
}
cannot() {
    echo "not run: $1 ($2)"
    not_run=$((not_run + 1))
}

# The programs of the units are not on this machine: everything else of them is looked at.
units() {
    local unit
    for unit in deploy/systemd/*.service; do
        sed 's#^ExecStart=/usr/[^ ]*#ExecStart=/bin/true#' "$unit" >"$scratch/$(basename "$unit")"
    done
    # It tells of mistakes and ends with 0 for most of them.
    systemd-analyze verify --man=no "$scratch"/nilecare*.service 2>&1 | tee "$scratch/units"
    [ ! -s "$scratch/units" ]
}
exposure() {
    local unit
    for unit in deploy/systemd/*.service; do
        systemd-analyze security --offline=true --threshold=20 --no-pager "$unit" || return 1
    done
}
compose() {
    # Its own passwords in place of those in deploy/.env, which is nobody's business here.
    docker-compose -f deploy/docker-compose.yml --env-file deploy/.env.example --profile peers --profile later config --format json >"$scratch/compose.json" \
        && "$python" deploy/checks.py compose "$scratch/compose.json"
}
chart() {
    "$python" deploy/helm/check.py "$scratch/chart.toml"
}
settings() {
    "$python" deploy/helm/check.py "$scratch/chart.toml" \
        && MQTT_PASSWORD=any "$binary" --config "$scratch/chart.toml" check --data "$scratch/none" \
        && "$binary" --config deploy/deb/nilecare.toml check --data "$scratch/none"
}
package() {
    local file
    file="$(DEB_COMPRESSION=gzip deploy/deb/build.sh "$binary" "$scratch/deb")" || return 1
    # As root it warns of that; the package is not run by it.
    lintian --fail-on error,warning "$file" || return 1
    mkdir -p "$scratch/root"
    dpkg-deb --extract "$file" "$scratch/root" || return 1
    [ "$("$scratch/root/usr/bin/nilecare" version)" = "$("$binary" version)" ] || { echo "the binary of the package does not run"; return 1; }
}
metrics() {
    "$python" deploy/checks.py hub "$binary" "$scratch/metrics" || return 1
    # It ends with 3 for what it would like better, and tells what cannot be read in the same way.
    promtool check metrics <"$scratch/metrics" 2>&1 | grep -v ' no help text$' | tee "$scratch/unlike"
    [ ! -s "$scratch/unlike" ]
}
schemas() {
    check-jsonschema --check-metaschema deploy/helm/nilecare/values.schema.json
}

# timeout runs them in a shell of its own.
export -f units exposure compose chart settings package metrics schemas

shell_files=(deploy/check.sh deploy/deb/build.sh deploy/deb/debian/postinst deploy/deb/debian/prerm deploy/deb/debian/postrm deploy/docker/healthcheck)
check "Dockerfile" hadolint hadolint --failure-threshold info deploy/docker/Dockerfile
check "build context of the image" "git py:yaml" "$python" deploy/checks.py context
check "shell scripts" shellcheck shellcheck "${shell_files[@]}"
check "YAML" yamllint yamllint --strict -c deploy/.yamllint deploy
check "compose file" "docker-compose py:yaml" compose
check "rules" promtool promtool check rules deploy/prometheus/recording.yml deploy/prometheus/alerts.yml
check "tests of the rules" promtool promtool test rules deploy/prometheus/alerts.test.yml
check "tests of the rules that look back for days" promtool promtool test rules deploy/prometheus/alerts-of-days.test.yml
check "configuration of Prometheus" promtool promtool check config deploy/prometheus/prometheus.yml
check "configuration of Prometheus in compose" promtool promtool check config deploy/prometheus/compose.yml
check "configuration of the Alertmanager" amtool amtool check-config deploy/prometheus/alertmanager.yml
check "a runbook for each alert" py:yaml "$python" deploy/checks.py runbooks
check "metrics of rules and dashboards are there" py:yaml "$python" deploy/checks.py metrics
check "dashboards" py:yaml "$python" deploy/checks.py dashboards
check "JSON" py:yaml "$python" deploy/checks.py json
check "chart" "py:helm_python py:kubernetes_validate py:yaml" chart
check "schema of the chart's values" check-jsonschema schemas
check "units" systemd-analyze units
check "what the units may do" systemd-analyze exposure
check "page of the manual" mandoc mandoc -T lint -W warning deploy/deb/nilecare.1
check "Debian package" "BINARY lintian dpkg-deb dpkg-shlibdeps" package
check "settings of chart and package" "BINARY py:helm_python py:kubernetes_validate py:yaml" settings
check "metrics of a running hub" "BINARY promtool py:yaml" metrics
cannot "build of the image" "needs base images of a registry"
cannot "chart in a cluster" "needs a cluster"
cannot "pipeline and template of Elasticsearch" "no package registry has it"

echo "$passed passed, $failed failed, $not_run not run"
[ "$failed" = 0 ]
