/** The messages a visitor of the past met: held out or not, which variant, seen, clicked, converted. */
import { createHash } from "node:crypto";
import type { Product } from "../catalogue/product.js";
import type { Random } from "./random.js";
import type { PastRule } from "./rules.js";
import type { Tape } from "./tape.js";

/** The same visitor always falls into the same share, as in the core; the hash need not be the same one. */
const share = (seed: string, id: string): number =>
  createHash("sha1").update(`${seed}\0${id}`).digest().readUInt32BE(0) / 4_294_967_296;

function variantOf(experiment: NonNullable<PastRule["experiment"]>, id: string): readonly [string, number] {
  const all = experiment.variants.reduce((sum, [, weight]) => sum + weight, 0);
  let left = share(experiment.key, id) * all;
  for (const variant of experiment.variants) {
    left -= variant[1];
    if (left < 0) return [variant[0], (variant[1] * 100) / all];
  }
  return ["control", 0];
}

/** What a message did to this visit: how much readier to buy, and the goods that were clicked in it. */
export interface Said {
  effect: number;
  clicked: Product | undefined;
}

export class Speaker {
  /** Rules of which something may be credited with an order: when each was last seen. */
  private readonly shown = new Map<PastRule, { atMs: number; decisionId: string; variant: string | undefined }>();
  private readonly exposed = new Set<string>();
  private readonly seen = new Map<string, number>();

  constructor(
    private readonly random: Random,
    private readonly tape: Tape,
  ) {}

  /** A rule's time has come. `cap`: at most so often for this visitor. */
  say(rule: PastRule, goods: readonly Product[] = [], cap = 3): Said {
    const { tape, random } = this;
    const nothing: Said = { effect: 1, clicked: undefined };
    const suppressed = (reason: string): Said => {
      tape.track("Message Suppressed", { rule: rule.id, reason, trigger: "event" });
      return nothing;
    };
    if (rule.holdout) {
      const [id, percent] = rule.holdout;
      const held = share(id, tape.anonymousId) * 100 < percent;
      this.expose(rule, `${id}/${tape.visits}`, {
        experiment: id,
        kind: "holdout",
        variant: held ? "heldOut" : "open",
        percent: held ? percent : 100 - percent,
      });
      if (held) return suppressed("holdout");
    }
    const times = this.seen.get(rule.id) ?? 0;
    if (times >= cap) return suppressed("ruleLifetimeCap");
    if (random.chance(0.05))
      return suppressed(random.pick(["gap", "sessionLimit", "cooldown", "slotTaken", "consent"]));
    let variant: string | undefined;
    if (rule.experiment) {
      const [id, percent] = variantOf(rule.experiment, tape.anonymousId);
      variant = id;
      this.expose(rule, `${rule.experiment.key}/${tape.visits}`, {
        experiment: rule.experiment.key,
        kind: "experiment",
        variant,
        percent: Math.round(percent * 10) / 10,
      });
      if (variant === "control") return { effect: 1, clicked: undefined };
    }
    this.seen.set(rule.id, times + 1);
    const decisionId = random.uuid(tape.nowMs);
    const about = {
      decisionId,
      rule: rule.id,
      variant,
      template: rule.template,
      slot: rule.slot,
      strategy: rule.strategy,
    };
    tape.wait(1.2);
    tape.track("Message Shown", about);
    this.shown.set(rule, { atMs: tape.nowMs, decisionId, variant });
    const effect = typeof rule.effect === "number" ? rule.effect : (rule.effect[variant ?? ""] ?? 1);
    if (random.chance(rule.clicks)) {
      tape.wait(3);
      // The first is clicked most, as in every list of goods.
      const position = Math.min(goods.length - 1, Math.floor(-Math.log(1 - random.next()) * 1.6));
      const item = goods[position];
      tape.track(
        "Message Clicked",
        item
          ? { ...about, target: "item", itemId: item.id, position, url: item.url }
          : { ...about, target: "action", url: "/cart" },
      );
      return { effect, clicked: item };
    }
    if (random.chance(rule.dismisses)) {
      tape.wait(4);
      tape.track("Message Dismissed", { ...about, target: "close" });
    }
    return { effect, clicked: undefined };
  }

  /** Answers to a message that was just seen. */
  submit(rule: PastRule, answers: { [id: string]: string | number }): void {
    const last = this.shown.get(rule);
    if (!last) return;
    this.tape.wait(9);
    const { decisionId, variant } = last;
    this.tape.track("Message Submitted", { decisionId, rule: rule.id, variant, template: rule.template, answers });
  }

  /** The goal of rules was reached: each that was seen in the last two days is credited, once. */
  reached(goal: PastRule["goal"], value?: number): void {
    for (const [rule, { atMs, decisionId, variant }] of this.shown) {
      const afterMs = this.tape.nowMs - atMs;
      if (rule.goal !== goal || afterMs > 2 * 86_400_000) continue;
      this.shown.delete(rule);
      this.tape.track("Message Converted", {
        rule: rule.id,
        decisionId,
        variant,
        experiment: rule.experiment?.key,
        holdout: rule.holdout?.[0],
        goal,
        credit: "impression",
        afterMs,
        value,
        ...(value !== undefined && { currency: "VND" }),
      });
    }
  }

  private expose(rule: PastRule, once: string, properties: { [key: string]: string | number }): void {
    const key = `${rule.id}/${once}`;
    if (this.exposed.has(key)) return;
    this.exposed.add(key);
    this.tape.track("Experiment Viewed", { ...properties, rule: rule.id, by: "visitor.id" });
  }
}
