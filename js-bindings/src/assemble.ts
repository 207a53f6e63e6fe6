import { type Client, createClient } from "./client.js";
import { createForwarder } from "./effects/forward.js";
import { createExecutor } from "./effects/index.js";
import { createJournal } from "./effects/journal.js";
import { createMessages } from "./effects/message.js";
import { createRequests } from "./effects/requests.js";
import { createSender } from "./effects/send.js";
import { createTimer } from "./effects/timer.js";
import type { PageEngine } from "./engine/core-types.js";
import { type Front, insideKey } from "./front.js";
import { serialise } from "./lent.js";
import { errorText, type Log } from "./log.js";
import { createPeers } from "./peers.js";
import type { Planner } from "./plan/keep.js";
import { browserClock as clock } from "./ports/clock.js";
import type { Storage } from "./ports/storage.js";
import { browserTransport } from "./ports/transport.js";
import type { Input, Json } from "./protocol.js";
import { wellFormed } from "./serialise.js";

/**
 * Wires engine and effects together. `adopt` carries on for another page that is gone, `resume` where the engine has waited
 * for a part.
 */
export function assemble(
  engine: PageEngine,
  storage: Storage,
  front: Front,
  log: Log,
  adopt: (page: string) => Promise<void>,
  resume: (lost?: string) => void,
  planner?: Planner,
) {
  const { recorder, listeners, fetch } = front[insideKey];
  const inspectors: ((state: Json) => void)[] = [];
  /** Inputs made of what was JSON before. */
  const answer = (input: Input) => client.put(wellFormed(JSON.stringify(input)), clock.now());
  /** Inputs that hold anything at all. */
  const tell = (input: Input) => client.put(serialise(input).text, clock.now());
  const requests = createRequests(tell);
  const messages = createMessages(answer, log, planner);
  const peers = createPeers(recorder.page, tell, adopt);
  const sender = createSender(browserTransport(fetch), clock, answer);
  const execute = createExecutor({
    send: sender.send,
    wake: createTimer(clock, () => answer({ type: "wake" })),
    forward: createForwarder(listeners, log, (state) => {
      for (const resolve of inspectors.splice(0))
        resolve({ state, storage: storage.kind, log: log.entries as unknown as Json });
    }),
    cards({ urls }) {
      for (const url of urls)
        void import("./recommend.js")
          .then(({ readCards }) => readCards(url))
          .catch((error: unknown) => {
            log.say("warn", "cards.unreadable", `${url}: ${errorText(error)}`);
            return new Uint8Array();
          })
          .then((bytes) => client.load("cards", bytes));
    },
    journal: createJournal(storage, peers),
    messages,
    requests,
    storage,
    log,
    persisted: answer,
  });
  const noState = (engine: string) => {
    for (const resolve of inspectors.splice(0)) resolve({ engine, log: log.entries as unknown as Json });
  };
  const onTrap = (error: unknown, input: string) => {
    // From here on calls are journaled again, and what waits is sent by a page whose core is well.
    recorder.sink = undefined;
    recorder.letGo();
    log.say("error", "engine.trap", `${errorText(error)} on ${input.slice(0, 500)}`);
    requests.giveUp();
    noState("trapped");
  };
  const client: Client = createClient(engine, execute, onTrap, (input, lost) => {
    log.say(lost ? "error" : "debug", lost ? "engine.wholeMissing" : "engine.wholeFetched", input.slice(0, 500));
    if (lost) {
      noState("incomplete");
      requests.refuse(/^\{"type":"\w+","requestId":"(\d+)"/.exec(input)?.[1] ?? "");
    }
    resume(lost ? input : undefined);
  });
  const inspect = () =>
    new Promise<Json>((resolve) => {
      inspectors.push(resolve);
      if (client.alive) answer({ type: "inspect" });
      else noState("trapped");
    });
  return { client, answer, requests, inspect, messages, peers, sender };
}
