#!/bin/sh
# Usage: scripts/fuzz.sh SECONDS. Fuzzes the reader of model files for a quarter of the time, then the seam, from
# tests/corpus; new finds grow build/fuzz/corpus, a crash is left in build/fuzz/ under the name the fuzzer prints.
set -eu
mkdir -p build/fuzz/corpus build/fuzz/models build/fuzz/rules
build/fuzz/fuzz_model build/fuzz/models tests/corpus/model \
  -max_total_time="$(($1 / 4 + 1))" -timeout=10 -rss_limit_mb=2048 -max_len=16384 -artifact_prefix=build/fuzz/
build/fuzz/fuzz_rules build/fuzz/rules tests/corpus/rules \
  -dict=tests/fuzz/json_engine.dict -max_total_time="$(($1 / 2 + 1))" -timeout=10 -rss_limit_mb=2048 -max_len=16384 \
  -artifact_prefix=build/fuzz/
exec build/fuzz/fuzz_json_engine build/fuzz/corpus tests/corpus/json_engine \
  -dict=tests/fuzz/json_engine.dict -max_total_time="$1" -timeout=10 -rss_limit_mb=2048 -max_len=16384 \
  -artifact_prefix=build/fuzz/ -print_final_stats=1
