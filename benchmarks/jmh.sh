#!/usr/bin/env bash
# Runs JMH: benchmarks/jmh.sh [pattern] [JMH options], e.g. benchmarks/jmh.sh StateMachine -prof gc
set -euo pipefail
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
"$here/build.sh"
exec java "@$here/target/jvm.options" "-Xms${FAKA_HEAP:-1g}" "-Xmx${FAKA_HEAP:-1g}" -XX:MaxDirectMemorySize=12g -XX:+UseSerialGC \
  -cp "$here/target/classes:$here/target/lib/*" org.openjdk.jmh.Main "$@"
