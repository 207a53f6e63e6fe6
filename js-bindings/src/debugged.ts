/** The inspector is open in this tab, or was on the page before. */
export function isDebugged(): boolean {
  try {
    return sessionStorage.getItem("waymark.debug") !== null;
  } catch {
    return false;
  }
}
