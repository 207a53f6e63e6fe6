/**
 * `NO_WASM=1` runs the browser tests where WebAssembly is refused: every page's policy lacks `'wasm-unsafe-eval'`, and the
 * core is its twin in JavaScript (`make test-without-wasm`).
 */
export const withoutWasm = !!process.env.NO_WASM;

/** The policy of a page, under which the tests run. */
export const policyHere = (policy: string): string =>
  withoutWasm ? policy.replace(" 'wasm-unsafe-eval'", "") : policy;

/** Why a test that is about WebAssembly itself is left out then. */
export const needsWasm = withoutWasm ? "about WebAssembly itself" : false;

/** The attempt itself is refused, and said to be, as it must: by the browser's console and by its report. */
export const isAttempt = (said: string): boolean => withoutWasm && /wasm-unsafe-eval|wasm-eval|WebAssembly/i.test(said);
