/** Events after which memory is looked at, in every runtime. */
export const events = 10_000;
