#!/bin/sh
# Installs the system packages the named groups need and only those that are missing.
# Usage: scripts/setup-system.sh native|unit|wasm|browser|engines|fuzz|lint ...
# What is already there counts however it came (an emsdk's emcc, a cmake of your own): things are looked for, not packages.
set -eu

log=build/setup.log

die() {
  echo "waymark: $*" >&2
  exit 1
}

has_command() {
  command -v "$1" >/dev/null 2>&1
}

has_header() {
  [ -e "/usr/include/$1" ] || [ -e "/usr/local/include/$1" ]
}

# clang's fuzzer runtime is a package of its own on Debian.
has_fuzzer() {
  has_command clang++ && ls "$(clang++ -print-resource-dir)"/lib/linux/libclang_rt.fuzzer-*.a >/dev/null 2>&1
}

# Prints the packages a group lacks, by their Debian 12 names.
missing() {
  case $1 in
    native)
      has_command cmake || echo cmake
      has_command ninja || echo ninja-build
      has_command c++ || echo g++
      has_header brotli/encode.h || echo libbrotli-dev ;;
    unit)
      has_header nlohmann/json.hpp || echo nlohmann-json3-dev
      has_header gtest/gtest.h || echo libgtest-dev ;;
    wasm)
      has_command emcc || echo emscripten ;;
    browser)
      has_command chromium || echo chromium ;;
    engines) # the other two browser engines; MiniBrowser comes with the driver
      has_command firefox-esr || echo firefox-esr
      has_command WebKitWebDriver || echo webkit2gtk-driver
      has_command Xvfb || echo xvfb ;;
    fuzz)
      has_fuzzer || echo clang libclang-rt-14-dev ;;
    lint) # clang-tidy reads the fuzz preset's compile commands
      has_command clang++ || echo clang
      has_command clang-format || echo clang-format
      has_command clang-tidy || echo clang-tidy ;;
    npm)
      has_command npm || echo npm ;;
    *)
      die "scripts/setup-system.sh knows no group '$1'" ;;
  esac
}

packages=$(for group in "$@"; do missing "$group"; done | tr '\n' ' ' | sed 's/ *$//')
[ -n "$packages" ] || exit 0

has_command apt-get ||
  die "set-up knows only Debian's apt-get; install the equivalents of: $packages; then run make again"

as_root=
if [ "$(id -u)" -ne 0 ]; then
  has_command sudo || die "no sudo here; as root, run: apt-get update && apt-get install $packages; then run make again"
  # Without a terminal nobody could type the password.
  [ -t 0 ] || sudo -n true 2>/dev/null || die "sudo asks for a password; run: sudo apt-get update && sudo apt-get install $packages; then run make again"
  as_root="sudo"
fi

apt_get() {
  $as_root env DEBIAN_FRONTEND=noninteractive apt-get -q -y -o DPkg::Lock::Timeout=300 "$@" >>"$log" 2>&1 </dev/null
}

# Package lists that are absent or too old show as packages that cannot be found or fetched: then one update, one retry.
install() {
  # shellcheck disable=SC2086 # a list of names
  apt_get install --no-install-recommends $packages
}

mkdir -p build
echo "waymark: installing system packages: $packages"
install || {
  apt_get update || die "apt-get update failed (no network?); details: $log"
  install || die "apt-get install $packages failed; details: $log"
}
