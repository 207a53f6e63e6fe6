#!/bin/sh
# Prints every C++ file of our own, for clang-format.
set -eu
find sdk wasm tools tests bench -name '*.cpp' -o -name '*.h' 2>/dev/null | sort
