import { type Language, preferredLanguage } from "../../src/ui/localization/language.ts";

/**
 * The language that OHIF speaks, where it keeps it: its i18next takes the address's over the cookie's over the
 * storage's, and writes what it found, or what the reader chose, to the last two. English for all that Residua does not
 * speak; the browser's where OHIF says nothing.
 */
export function hostLanguage(): Language {
  const tag = new URLSearchParams(location.search).get("lng") ?? cookie("i18next") ?? stored("i18nextLng");
  if (!tag) return preferredLanguage();
  return /^zh\b/i.test(tag) ? "zh-Hans" : "en";
}

function cookie(name: string): string | undefined {
  const [, value] =
    document.cookie
      .split("; ")
      .find((pair) => pair.startsWith(`${name}=`))
      ?.split("=") ?? [];
  return value || undefined;
}

// Storage is refused in private windows of some browsers.
function stored(key: string): string | undefined {
  try {
    return localStorage.getItem(key) ?? undefined;
  } catch {
    return undefined;
  }
}
