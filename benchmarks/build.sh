#!/usr/bin/env bash
# Builds the benchmarks and what they measure; the other scripts call it when something is missing or newer.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
stamp=benchmarks/target/built
if [ -f "$stamp" ] && [ -z "$(find ./*/src/main ./*/pom.xml pom.xml -newer "$stamp" -type f -print -quit)" ]; then
  exit 0
fi
echo "building…" >&2
mvn -q -B -Dmaven.test.skip=true -pl benchmarks -am package >&2
touch "$stamp"
