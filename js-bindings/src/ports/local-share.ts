/** Our share of localStorage: what the site's own code keeps there needs the rest of the 5 MB. */

/** Characters, keys included, that all of the library's entries may have there together. */
export const maxLocalCharacters = 65_536;

/** Characters still free in our share, measured anew: other tabs write there too. Throws where there is no localStorage. */
export function localRoom(): number {
  let room = maxLocalCharacters;
  for (const key of Object.keys(localStorage))
    if (key.startsWith("waymark")) room -= key.length + (localStorage.getItem(key) ?? "").length;
  return room;
}
