/** What the reasons of rules mean, for people. */
export const reasons: { [reason: string]: string } = {
  selected: "Shown",
  notLive: "Not live: draft or paused",
  consent: "The visitor has not agreed to what it needs",
  stage: "The visitor is in another stage of the journey",
  notTriggered: "Waiting: nothing it listens to has happened yet",
  condition: "Its condition did not hold",
  ruleSessionCap: "Shown often enough in this visit",
  ruleLifetimeCap: "Shown often enough to this visitor",
  cooldown: "Shown only recently",
  dismissed: "Put away by the visitor not long ago",
  sessionLimit: "The site's limit for one visit is reached",
  gap: "Another message was shown just before",
  slotTaken: "Its place is taken by another message",
  noItems: "There was nothing to recommend",
  textMissing: "A text asks for something that is not known of this visitor",
  textTooLong: "Its texts take too long",
  schedule: "Outside its hours or days",
  holdout: "This visitor is held out",
};

/** Why an item was recommended. */
export const itemReasons: { [reason: string]: string } = {
  sameCategory: "same category as on screen",
  recentCategory: "category looked at lately",
  complement: "goes with the cart",
  recentlyViewed: "looked at lately",
  popular: "best seller",
};
