/** What visitors and pages do with the last message that was shown: seen, answered, refused, left, or not drawn at all. */
export function answerSomehow(visitor, chance) {
  visitor.call({ type: "track", name: "Go" });
  visitor.pass(600);
  const { decisionId } = visitor.shown ?? {};
  if (!decisionId) return;
  const tell = (outcome, detail) =>
    visitor.put({ type: "messageOutcome", decisionId, outcome, ...(detail ? { detail } : {}) });
  visitor.shown = undefined;
  if (chance.when(0.1)) return tell("blocked", { reason: "slotMissing" });
  tell("ready");
  visitor.pass(chance.of([300, 1_200]));
  if (chance.when(0.9)) tell("shown");
  visitor.pass(chance.of([500, 8_000]));
  for (const act of chance.some(acts, 0.3)) tell(...act);
  chance.of([() => tell("dismissed", { target: "close" }), () => tell("closed", { reason: "time" }), () => {}])();
}

const acts = [
  ["clicked", { target: "action", url: "/c/toys" }],
  ["clicked", { target: "item", itemId: "p1", position: 0, url: "/p/p1" }],
  ["submitted", { answers: { q: 9, why: "Giao nhanh" }, traits: { nps: 9 } }],
  ["submitted", { traits: { email: "ha@shop.example" }, consent: ["marketing"] }],
];
