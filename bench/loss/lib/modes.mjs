/**
 * What the collector does with a request, by the mode it is in. Each function answers (or does not) and says what
 * became of it: the status that was written to a client still there, or null.
 *
 * @typedef {object} Mode
 * @property {"ok" | "status" | "closed" | "reset" | "slow" | "blackhole" | "poison" | "drip" | "huge" | "loop"} type
 * @property {number} [status] `status`: of every answer; `poison`: of the answer to a body that holds the event.
 * @property {Record<string, string>} [headers] `status`: headers besides CORS.
 * @property {number} [ms] `slow`: before the answer; `drip`: from its first byte to its last.
 * @property {number} [number] `poison`: the event the collector refuses.
 * @property {number} [bytes] `huge`: length of the body.
 */

/** Modes that treat a preflight like any request: what is wrong lies below HTTP. */
export const belowHttp = new Set(["reset", "slow", "blackhole"]);

/** How many pieces a body comes in that comes drop by drop. */
const drops = 20;

/**
 * @param {Mode} mode
 * @param {{ response: import("node:http").ServerResponse, numbers: number[], body: () => { headers: object, body: string } }} exchange
 * @returns {Promise<number | null>}
 */
export async function answer(mode, exchange) {
  return modes[mode.type](mode, exchange);
}

const modes = {
  async ok(_mode, exchange) {
    return end(exchange, 200);
  },

  async status({ status, headers }, exchange) {
    return end(exchange, status, headers);
  },

  async reset(_mode, { response }) {
    response.socket?.resetAndDestroy();
    return null;
  },

  async slow({ ms }, exchange) {
    await whileThere(ms, exchange.response);
    return end(exchange, 200);
  },

  async blackhole(_mode, { response }) {
    await new Promise((resolve) => response.once("close", resolve));
    return null;
  },

  async poison({ status, number }, exchange) {
    return end(exchange, exchange.numbers.includes(number) ? status : 200);
  },

  async drip({ ms }, { response, body }) {
    if (response.destroyed) return null;
    const { headers, body: text } = body(200);
    response.writeHead(200, headers);
    for (let drop = 0; drop < drops && !response.destroyed; drop++) {
      response.write(" ");
      await whileThere(ms / drops, response);
    }
    response.end(text);
    return 200;
  },

  async huge({ bytes }, { response, body }) {
    if (response.destroyed) return null;
    response.writeHead(200, body(200).headers);
    const piece = Buffer.alloc(1 << 20, " ");
    for (let sent = 0; sent < bytes && !response.destroyed; sent += piece.length) {
      if (!response.write(piece)) await drained(response);
    }
    response.end();
    return 200;
  },

  async loop(_mode, exchange) {
    return end(exchange, 307, { location: exchange.response.req.url });
  },
};

/** Nothing is taken from a client that has gone: it will not learn of it, and the collector says it knows nothing. */
function end({ response, body }, status, more = {}) {
  if (response.destroyed) return null;
  const { headers, body: text } = body(status);
  response.writeHead(status, { ...headers, ...more }).end(text);
  return status;
}

/** Resolves after `ms`, or when the client has gone. */
function whileThere(ms, response) {
  return new Promise((resolve) => {
    const timer = setTimeout(done, ms);
    response.once("close", done);
    function done() {
      clearTimeout(timer);
      response.off("close", done);
      resolve();
    }
  });
}

/** Resolves when there is room for more, or when the client has gone. */
function drained(response) {
  return new Promise((resolve) => {
    response.once("drain", done).once("close", done);
    function done() {
      response.off("drain", done).off("close", done);
      resolve();
    }
  });
}
