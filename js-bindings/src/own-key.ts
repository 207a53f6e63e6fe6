/** On what Waymark hands to the site's data layer or tags, so that `dataLayer` does not read it back. */
export const ownKey = Symbol.for("waymark.own");
