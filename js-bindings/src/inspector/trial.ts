/** What the inspector pretends, for as long as the drawer is open in this session: a later time, another stage. */
export interface Trial {
  /** How far ahead of the real time the core lives. */
  shiftMs: number;
  /** The stage rules take the visitor for; empty: the visitor's own. */
  stage: string;
}

/** Under this key of the session the next page records from its start and opens the drawer. */
export const sessionKey = "waymark.debug";

/** As the page before left it. */
export function readTrial(): Trial {
  const trial = { shiftMs: 0, stage: "" };
  try {
    return { ...trial, ...(JSON.parse(sessionStorage.getItem(sessionKey) ?? "{}") as Partial<Trial>) };
  } catch {
    return trial;
  }
}

/** Kept for the next page; `undefined`: the drawer is closed, and nothing is pretended any more. */
export function keepTrial(trial: Trial | undefined): void {
  try {
    if (trial) sessionStorage.setItem(sessionKey, JSON.stringify(trial));
    else sessionStorage.removeItem(sessionKey);
  } catch {
    // Then the next page is opened without it.
  }
}

/** The Input that tells the core of it; undefined where there is nothing to tell. */
export const trialInput = ({ stage }: Trial): string | undefined =>
  stage ? JSON.stringify({ type: "inspect", stage }) : undefined;
