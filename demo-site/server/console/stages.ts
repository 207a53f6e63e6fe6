/** The stages of a shop's journey in their order, and what each is for in terms everybody shares. */

/** As the core's presets name them (docs/journey.md). */
export const PRESETS: Record<string, string[]> = {
  lifecycle: ["awareness", "consideration", "purchase", "retention", "advocacy"],
  digital: ["awareness", "consideration", "decision", "deliveryAndUse", "loyaltyAndAdvocacy"],
  care: ["awareness", "consideration", "conversion", "care", "loyalty"],
  service: ["awarenessAndAcquisition", "onboardingAndEngagement", "postPurchaseSupport"],
  store: ["visit", "cart", "checkout"],
};

/** Groups of figures, and which stages of each preset they tell of. */
export const KPI_STAGES: Record<string, Record<string, string[]>> = {
  awareness: {
    lifecycle: ["awareness"],
    digital: ["awareness"],
    care: ["awareness"],
    service: ["awarenessAndAcquisition"],
    store: ["visit"],
  },
  consideration: {
    lifecycle: ["consideration"],
    digital: ["consideration"],
    care: ["consideration"],
    service: ["onboardingAndEngagement"],
    store: ["visit", "cart"],
  },
  purchase: {
    lifecycle: ["purchase"],
    digital: ["decision"],
    care: ["conversion"],
    service: ["onboardingAndEngagement"],
    store: ["cart", "checkout"],
  },
  care: {
    lifecycle: ["retention"],
    digital: ["deliveryAndUse"],
    care: ["care"],
    service: ["postPurchaseSupport"],
    store: ["checkout"],
  },
  loyalty: {
    lifecycle: ["retention", "advocacy"],
    digital: ["loyaltyAndAdvocacy"],
    care: ["loyalty"],
    service: ["postPurchaseSupport"],
    store: ["visit"],
  },
};

interface JourneyConfig {
  preset?: unknown;
  stages?: unknown;
}

/** Stages as the shop's configuration has them. */
export function stagesOf(journey: JourneyConfig | undefined): { preset: string; stages: string[] } {
  if (Array.isArray(journey?.stages)) {
    const ids = journey.stages
      .map((stage: { id?: unknown } | null) => stage?.id)
      .filter((id) => typeof id === "string");
    if (ids.length > 1) return { preset: "custom", stages: ids };
  }
  const preset =
    typeof journey?.preset === "string" && Object.hasOwn(PRESETS, journey.preset) ? journey.preset : "lifecycle";
  return { preset, stages: PRESETS[preset] ?? [] };
}
