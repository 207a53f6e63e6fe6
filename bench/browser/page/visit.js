/** The page of a visit: long, with a form, buttons that answer, and one that does not. Keeps the interactions' durations. */
window.bench = window.bench ?? {};
const { bench } = window;
bench.interactions = new Map();
new PerformanceObserver((list) => {
  for (const { interactionId, duration } of list.getEntries())
    if (interactionId)
      bench.interactions.set(interactionId, Math.max(duration, bench.interactions.get(interactionId) ?? 0));
}).observe({ type: "event", durationThreshold: 16, buffered: true });

addEventListener("DOMContentLoaded", () => {
  const list = document.querySelector("main");
  for (let n = 0; n < 40; n++) {
    const item = document.createElement("p");
    item.id = `p${n}`;
    item.textContent = `Article ${n}: cotton, long sleeves, navy blue, 3 to 8 years.`;
    item.style.height = "120px";
    list.append(item);
  }
  document.querySelector("#answer").addEventListener("click", () => {
    document.querySelector("output").textContent = String(performance.now());
  });
});
