import assert from "node:assert/strict";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { test } from "node:test";
import { checkLayers } from "../../scripts/check-layers.mjs";

/** Breaches of a tree made of these files. */
function breachesOf(files: { [path: string]: string }): string[] {
  const root = mkdtempSync(join(tmpdir(), "waymark-layers-"));
  try {
    for (const [path, text] of Object.entries(files)) {
      mkdirSync(join(root, dirname(path)), { recursive: true });
      writeFileSync(join(root, path), text);
    }
    return checkLayers(root);
  } finally {
    rmSync(root, { recursive: true });
  }
}

test("a layer that includes what is above it is in order", () => {
  const files = {
    "sdk/src/base/hash.cpp": '#include "base/hash.h"\n#include <string>\n',
    "sdk/src/json/parse.cpp": '#include "base/hash.h"\n',
    "tests/unit/json/oracle_test.cpp": "#include <nlohmann/json.hpp>\n",
    "sdk/src/rules/rule.cpp": '#include "profile/profile.h"\n#include "waymark/config.h"\n',
    "sdk/src/engine.cpp": '#include "waymark/engine.h"\n#include "decision/decide.h"\n#include "delivery/batch.h"\n',
    "sdk/src/json_engine.cpp":
      '#include "waymark/json_engine.h"\n#include "waymark/engine.h"\n#include "codec/input.h"\n',
    "wasm/bindings.cpp": '#include <emscripten/bind.h>\n#include "waymark/json_engine.h"\n',
    "demo-site/client/shop.ts": 'import { init } from "waymark";\n',
  };
  assert.deepEqual(breachesOf(files), []);
});

const breaches: { [what: string]: { path: string; text: string; says: RegExp } } = {
  "a layer below": {
    path: "sdk/src/event/url.cpp",
    text: '#include "profile/profile.h"',
    says: /event may not know profile/,
  },
  "a layer beside": {
    path: "sdk/src/consent/hold.cpp",
    text: '#include "identity/session.h"',
    says: /consent may not know identity/,
  },
  "delivery knowing decisions": {
    path: "sdk/src/delivery/batch.cpp",
    text: '#include "decision/decide.h"',
    says: /delivery may not know decision/,
  },
  "nlohmann in the core": {
    path: "sdk/src/event/url.cpp",
    text: "#include <nlohmann/json.hpp>",
    says: /only tests\/unit\/json/,
  },
  "nlohmann in a tool": {
    path: "tools/waymark/main.cpp",
    text: "#include <nlohmann/json.hpp>",
    says: /only tests\/unit\/json/,
  },
  "an emscripten header in the core": {
    path: "sdk/include/waymark/time.h",
    text: "#include <emscripten.h>",
    says: /may not use <emscripten/,
  },
  "a clock in the core": { path: "sdk/src/timers/timers.cpp", text: "#include <chrono>", says: /may not use <chrono>/ },
  "a stage knowing the engine": {
    path: "sdk/src/queue/queue.cpp",
    text: '#include "waymark/engine.h"',
    says: /queue may not include/,
  },
  "a public header that opens the inside": {
    path: "sdk/include/waymark/engine.h",
    text: '#include "profile/profile.h"',
    says: /public header/,
  },
  "a tool that reaches inside": {
    path: "tools/waymark/main.cpp",
    text: '#include "rules/rule.h"',
    says: /tools may include public headers only/,
  },
  "a folder without a layer": { path: "sdk/src/misc/x.cpp", text: '#include "base/hash.h"', says: /misc has no layer/ },
  "a shop that is no customer": {
    path: "demo-site/client/shop.ts",
    text: 'import { init } from "../../js-bindings/src/index.js";',
    says: /demo-site is a customer/,
  },
};

for (const [what, { path, text, says }] of Object.entries(breaches)) {
  test(`${what} is named with file and line`, () => {
    const [found = "", ...others] = breachesOf({ [path]: `// a comment\n${text}\n` });
    assert.ok(found.startsWith(`${path}:2: `), found);
    assert.match(found, says);
    assert.deepEqual(others, []);
  });
}
