const storageKey = "residua-model";

/** SHA-256 of the user's model that was chosen last; undefined for the installed ones. */
export function chosenModel(): string | undefined {
  try {
    return localStorage.getItem(storageKey) ?? undefined;
  } catch {
    return undefined;
  }
}

/** Private windows of some browsers refuse storage; the choice then lasts for the page. */
export function rememberChoice(sha256: string | undefined): void {
  try {
    if (sha256 === undefined) localStorage.removeItem(storageKey);
    else localStorage.setItem(storageKey, sha256);
  } catch {
    // See above.
  }
}
