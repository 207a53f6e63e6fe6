/**
 * Runs every suite, goes on after a failure, and ends with a table and one line of totals; exit code 1 if anything
 * failed or a suite ran nothing. `make test` builds first. Only some suites: node scripts/test.mjs unit browser
 *
 * Three browser engines crash or hang by themselves now and then: a browser test file that failed is run once more by
 * itself, and is named at the end as unsteady where it passed then. ENGINE=firefox or ENGINE=webkit: the browser suite there,
 * without the files that choose their engines themselves, one file at a time (make test-engines).
 */
import { spawn } from "node:child_process";
import { existsSync, mkdtempSync, readdirSync, readFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, relative } from "node:path";

const ifGtest = {
  passed: /\[ {2}PASSED {2}\] (\d+) test/,
  failed: /\[ {2}FAILED {2}\] (\d+) test/,
  skipped: /\[ {2}SKIPPED \] (\d+) test/,
};
const ifNode = { passed: /^ℹ pass (\d+)/m, failed: /^ℹ fail (\d+)/m, skipped: /^ℹ skipped (\d+)/m };

/** Reached by a test that hangs only: its file is ended and counted as failed. */
const testTimeoutMs = 420_000;

/** Written by the reporter of a run of Node's test runner. */
const failuresPath = join(mkdtempSync(join(tmpdir(), "waymark-tests-")), "failures");

/** Another engine than Chromium, that the browser suite is to run in. */
const engine = process.env.ENGINE && process.env.ENGINE !== "chromium" ? process.env.ENGINE : "";

/** What to run and how its counts are read; a suite without `counts` is one test. */
const suites = [
  { name: "unit", command: ["build/debug/waymark_tests", "--gtest_brief=1"], counts: ifGtest },
  { name: "trainer", command: ["build/debug/waymark_train_tests", "--gtest_brief=1"], counts: ifGtest },
  { name: "fuzz corpus", command: ["build/debug/replay_json_engine", "tests/corpus/json_engine"], quiet: true },
  { name: "model corpus", command: ["build/debug/replay_model", "tests/corpus/model"], quiet: true },
  { name: "rules corpus", command: ["build/debug/replay_rules", "tests/corpus/rules"], quiet: true },
  { name: "types", command: ["tsc", "-p", "tsconfig.json"] },
  { name: "protocol", command: ["node", "scripts/check-protocol.mjs"] },
  { name: "docs", command: ["node", "scripts/docs.mjs", "--check"] },
  { name: "layers", command: ["node", "scripts/check-layers.mjs"] },
  nodeTests("build scripts", ["tests/build"]),
  nodeTests("js", ["tests/js"]),
  nodeTests("scenarios", ["tests/scenarios"]),
  nodeTests("command line", ["tests/tools"]),
  nodeTests("destinations", ["tests/destinations"]),
  nodeTests("demo-site", ["tests/demo-site"]),
  { ...nodeTests("browser", ["tests/browser"]), again: true },
  { name: "size", command: ["node", "scripts/size.mjs"] },
];

/** Node's own runner over the test files of these folders. */
function nodeTests(name, folders) {
  const files = folders.flatMap((folder) =>
    existsSync(folder)
      ? readdirSync(folder, { recursive: true, encoding: "utf8" })
          .filter((file) => /\.test\.(ts|mjs)$/.test(file) && !file.includes("node_modules"))
          .filter((file) => !engine || !/^(loss-\w+|engines)\.test/.test(file))
          .map((file) => join(folder, file))
      : [],
  );
  return { name, command: files.length > 0 ? nodeCommand(files.sort()) : undefined, counts: ifNode };
}

/** What failed is shown and, file by file, written to `failuresPath`. */
function nodeCommand(files) {
  const reporters = [
    ["spec", "stdout"],
    ["./scripts/test-failures.mjs", failuresPath],
  ].flatMap(([reporter, to]) => [`--test-reporter=${reporter}`, `--test-reporter-destination=${to}`]);
  const alone = engine ? ["--test-concurrency=1"] : [];
  return ["node", "--import", "tsx", "--test", ...alone, ...reporters, `--test-timeout=${testTimeoutMs}`, ...files];
}

/** Runs a suite and, where it is such a one and came to its end, the files that failed a second time. */
async function runSuite(suite) {
  const first = await run(suite);
  const files = suite.again && first.passed > 0 && first.failed > 0 ? failedFiles(suite) : [];
  if (files.length === 0) return first;
  const second = await run({ ...suite, name: `${suite.name}, again`, command: nodeCommand(files) });
  if (second.failed > 0) return { ...first, seconds: first.seconds + second.seconds };
  return {
    ...first,
    passed: first.passed + first.failed,
    failed: 0,
    seconds: first.seconds + second.seconds,
    note: `UNSTEADY: ${first.failed} failed first, in ${files.join(", ")}`,
  };
}

/** The test files of a suite in which something failed, as its command names them. */
function failedFiles(suite) {
  const lines = (existsSync(failuresPath) ? readFileSync(failuresPath, "utf8") : "").split("\n");
  const failed = new Set(lines.filter(Boolean).map((file) => relative(process.cwd(), file)));
  return suite.command.filter((argument) => failed.has(argument));
}

/** Runs one suite; what it prints is shown, or kept for the case of failure where the suite is `quiet`. */
async function run(suite) {
  console.log(`\n── ${suite.name} ${"─".repeat(Math.max(0, 76 - suite.name.length))}`);
  if (!suite.command) return { ...suite, passed: 0, failed: 1, skipped: 0, note: "no test files" };
  const started = performance.now();
  const [program, ...args] = suite.command;
  const child = spawn(program, args, { stdio: ["ignore", "pipe", "pipe"] });
  let output = "";
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding("utf8").on("data", (text) => {
      output += text;
      if (!suite.quiet) process.stdout.write(text);
    });
  }
  const code = await new Promise((resolve) => {
    child.on("error", (error) => resolve(error.message));
    child.on("close", (status, signal) => resolve(status ?? signal));
  });
  if (suite.quiet && code !== 0) process.stdout.write(output);
  const seconds = (performance.now() - started) / 1000;
  return { ...suite, ...count(suite, output, code), seconds };
}

function count(suite, output, code) {
  const read = (pattern) => Number(pattern?.exec(output)?.[1] ?? 0);
  const note = code === 0 ? "" : `exit ${code}`;
  if (!suite.counts) return { passed: code === 0 ? 1 : 0, failed: code === 0 ? 0 : 1, skipped: 0, note };
  const counts = {
    passed: read(suite.counts.passed),
    failed: read(suite.counts.failed),
    skipped: read(suite.counts.skipped),
  };
  if (code !== 0 && counts.failed === 0) counts.failed = 1; // it crashed before it could count
  if (code === 0 && counts.passed === 0) return { ...counts, failed: 1, note: "ran nothing" };
  return { ...counts, note };
}

const wanted = process.argv.slice(2);
const results = [];
for (const suite of suites) {
  if (wanted.length === 0 || wanted.includes(suite.name)) results.push(await runSuite(suite));
}

console.log(`\n${"═".repeat(80)}`);
const total = { passed: 0, failed: 0, skipped: 0 };
for (const result of results) {
  for (const key of Object.keys(total)) total[key] += result[key];
  const verdict = result.failed > 0 ? "FAILED" : "ok";
  const numbers = [result.passed, result.failed, result.skipped].map((n) => String(n).padStart(7)).join("");
  console.log(
    `${verdict.padEnd(8)}${result.name.padEnd(16)}${numbers}${(result.seconds ?? 0).toFixed(1).padStart(9)} s  ${result.note}`,
  );
}
console.log(`${total.passed} passed, ${total.failed} failed, ${total.skipped} skipped`);
process.exitCode = total.failed > 0 || results.length === 0 ? 1 : 0;
