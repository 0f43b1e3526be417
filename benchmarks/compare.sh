#!/usr/bin/env bash
# FakaCore beside Redis and nginx, in one run: benchmarks/compare.sh [--rounds N] [--seconds S] [--json FILE] …
# Needs redis-server, nginx and wrk (Debian: apt-get install redis-server nginx-light wrk).
set -euo pipefail
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
for tool in redis-server redis-benchmark redis-cli nginx wrk; do
  command -v "$tool" >/dev/null || PATH="$PATH:/usr/sbin"
  command -v "$tool" >/dev/null || { echo "compare.sh: $tool is missing" >&2; exit 2; }
done
"$here/build.sh"
"$here/../faka" --version >&2
cd "$here/.."
exec java "@$here/target/jvm.options" -Xms256m -Xmx512m -XX:+UseSerialGC \
  -cp "$here/target/classes:$here/target/lib/*" io.faka.benchmarks.compare.Compare "$@"
