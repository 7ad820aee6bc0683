const storageKey = "residua-offline";

/** Why the page is not kept for use without a network. */
export const offlineRefusals = ["development", "unsupported", "insecure", "embedded", "turned-off"] as const;
export type OfflineRefusal = (typeof offlineRefusals)[number];

/**
 * Whether the page may keep itself.
 *
 * @returns why not; undefined where it may
 */
export function offlineRefusal(): OfflineRefusal | undefined {
  // The development server changes files under the page's feet.
  if (import.meta.env.DEV) return "development";
  if (!isSecureContext) return "insecure";
  if (!("serviceWorker" in navigator)) return "unsupported";
  // What another site frames is that site's to keep.
  if (window.top !== window.self) return "embedded";
  return isTurnedOff() ? "turned-off" : undefined;
}

function isTurnedOff(): boolean {
  try {
    return localStorage.getItem(storageKey) === "off";
  } catch {
    return false;
  }
}

/** Remembers the user's choice; where the browser keeps nothing it holds for the page. */
export function rememberOffline(wanted: boolean): void {
  try {
    if (wanted) localStorage.removeItem(storageKey);
    else localStorage.setItem(storageKey, "off");
  } catch {
    // Private windows and sandboxed frames of some browsers refuse storage.
  }
}
