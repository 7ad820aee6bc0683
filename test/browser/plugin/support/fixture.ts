/** The URL of a file in test/fixtures. */
export function fixture(name: string): URL {
  // Not written as new URL(literal, import.meta.url), which Vite takes for a file to import.
  const here: string = import.meta.url;
  return new URL(`../../../fixtures/${name}`, here);
}
