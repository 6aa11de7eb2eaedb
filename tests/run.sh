#!/usr/bin/env bash
# Runs every test. Installs what the tests need beyond the .NET SDK (Debian packages chromium and postgresql) where
# it may; elsewhere it says what is missing, and those tests are reported as skipped, by name.
# Arguments go to `dotnet test`, for example: tests/run.sh --project tests/NewsBot.Tests
set -uo pipefail
cd "$(dirname "$0")/.."

export DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_NOLOGO=1
if [ -z "${NEWSBOT_SHARED:-}" ] && [ -d ../shared ]; then
  NEWSBOT_SHARED=$(cd ../shared && pwd)
  export NEWSBOT_SHARED
fi

have_chromium() { command -v chromium >/dev/null; }
have_postgresql() { compgen -G '/usr/lib/postgresql/*/bin/initdb' >/dev/null; }

install() {
  command -v apt-get >/dev/null || return 1
  local as_root=()
  if [ "$(id -u)" -ne 0 ]; then
    sudo -n true 2>/dev/null || return 1
    as_root=(sudo -n)
  fi
  echo "Installing $* …"
  "${as_root[@]}" apt-get update -qq || return 1
  if [[ " $* " == *" postgresql "* ]]; then
    # The tests start a server of their own: no cluster is wanted from the package.
    "${as_root[@]}" env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends postgresql-common || return 1
    "${as_root[@]}" sed -i 's/^#\?create_main_cluster.*/create_main_cluster = false/' /etc/postgresql-common/createcluster.conf
  fi
  "${as_root[@]}" env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "$@"
}

missing=()
have_chromium || missing+=(chromium)
have_postgresql || missing+=(postgresql)
if [ ${#missing[@]} -gt 0 ]; then
  install "${missing[@]}" >/tmp/newsbot-install.$$ 2>&1 || {
    tail -n 3 /tmp/newsbot-install.$$
    echo "May not install: ${missing[*]}. The tests that need them are skipped, by name."
  }
  rm -f /tmp/newsbot-install.$$
fi

dotnet build NewsBot.sln -v quiet -nologo -clp:NoSummary || { echo "0 passed, 1 failed, 0 skipped"; exit 1; }

output=$(mktemp)
trap 'rm -f "$output"' EXIT
target=("$@")
[ ${#target[@]} -gt 0 ] || target=(--solution NewsBot.sln --max-parallel-test-modules 1)
dotnet test "${target[@]}" --no-build --no-ansi --no-progress 2>&1 | tee "$output"
code=${PIPESTATUS[0]}

count() { grep -oE "^ *$1: [0-9]+" "$output" | tail -n 1 | grep -oE '[0-9]+' || echo 0; }
passed=$(count succeeded)
failed=$(count failed)
skipped=$(count skipped)
[ "$code" -eq 0 ] || [ "$failed" -gt 0 ] || failed=1
echo "$passed passed, $failed failed, $skipped skipped"
exit "$code"
