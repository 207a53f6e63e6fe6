#!/bin/sh
# Usage: scripts/fuzz.sh SECONDS. Fuzzes the seam from tests/corpus/json_engine; new finds grow build/fuzz/corpus,
# a crash is left in build/fuzz/ under the name the fuzzer prints.
set -eu
mkdir -p build/fuzz/corpus
exec build/fuzz/fuzz_json_engine build/fuzz/corpus tests/corpus/json_engine \
  -dict=tests/fuzz/json_engine.dict -max_total_time="$1" -timeout=10 -rss_limit_mb=2048 -max_len=16384 \
  -artifact_prefix=build/fuzz/ -print_final_stats=1
