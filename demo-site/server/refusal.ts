/** Why a request is refused whole: the status tells the sender what to do, the code is stable, the message for people. */
export class Refusal extends Error {
  constructor(
    readonly status: number,
    readonly code: string,
    message: string,
    readonly more: { pointer?: string; retryAfterSeconds?: number } = {},
  ) {
    super(message);
  }
}

/** Nothing is wrong with what was sent; the sender keeps it and comes back. */
export const overloaded = (message: string): Refusal =>
  new Refusal(503, "overloaded", message, { retryAfterSeconds: 5 });
