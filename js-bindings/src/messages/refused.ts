/** Why a part of a content is not shown as it was written: codes of the log (docs/errors.md). */
export type RefusedCode = "message.urlRefused" | "message.textCut" | "message.themeRefused";

/** Hears of each, with the text it is about; glue.ts knows which message that stands in. */
export const refusals = { tell(_code: RefusedCode, _text: string): void {} };
