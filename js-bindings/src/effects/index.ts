import type { Log } from "../log.js";
import type { Storage } from "../ports/storage.js";
import type { CardsEffect, Effect, ForwardEffect, PersistResultInput, SendEffect, WakeEffect } from "../protocol.js";
import type { Journal } from "./journal.js";
import type { Messages } from "./message.js";
import type { Requests } from "./requests.js";

/** What carries out effects. */
export interface Executors {
  send(effect: SendEffect): void;
  wake(effect: WakeEffect): void;
  forward(effect: ForwardEffect): void;
  journal: Journal;
  cards(effect: CardsEffect): void;
  messages: Messages;
  requests: Requests;
  storage: Storage;
  log: Log;
  persisted(result: PersistResultInput): void;
}

type Handlers = { [Type in Effect["type"]]: (effect: Extract<Effect, { type: Type }>) => void };

/** Carries out one effect. Nothing an effect does may stop the next one. */
export function createExecutor(to: Executors): (effect: Effect) => void {
  const handlers: Handlers = {
    send: to.send,
    append: to.journal.append,
    release: to.journal.release,
    persist: ({ key, text }) =>
      to.storage.persist(key, text, (reason) =>
        to.persisted({ type: "persistResult", key, ok: !reason, ...(reason ? { reason } : {}) }),
      ),
    remove: ({ key }) => to.storage.remove(key),
    showMessage: to.messages.show,
    hideMessage: to.messages.hide,
    recommendations(effect) {
      to.requests.recommended(effect);
      to.messages.fill(effect);
    },
    health: to.journal.health,
    flushed: to.requests.flushed,
    exported: to.requests.exported,
    redirect({ url }) {
      const to = new URL(url, location.href);
      if (!/^https?:$/.test(to.protocol)) throw new TypeError(`not an address to go to: ${url}`);
      location.assign(to);
    },
    cards: to.cards,
    wake: to.wake,
    forward: to.forward,
    log: to.log.add,
  };
  return (effect) => {
    try {
      (handlers[effect.type] as (effect: Effect) => void)(effect);
    } catch (error) {
      to.log.say("error", `effect.${effect.type}`, String(error));
    }
  };
}
