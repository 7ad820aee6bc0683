import { readFile } from "node:fs/promises";
import { SourceMap, type SourceMapPayload } from "node:module";
import { join } from "node:path";

/** A function on a stack of the profiler's; lines and columns from 0. */
export interface Frame {
  readonly functionName: string;
  readonly url: string;
  readonly lineNumber: number;
  readonly columnNumber: number;
}

interface Node {
  readonly id: number;
  readonly children?: readonly number[];
  readonly callFrame: Frame;
}

/** Source and name of Residua's innermost function on a stack; undefined where the stack is the host's alone. */
export type Owner = string | undefined;

/** The viewer that Residua lives in: its drawing, scrolling, and reading of files. */
const host =
  /node_modules\/(@cornerstonejs|@kitware|dicom-parser|dcmjs|gl-matrix|pako|comlink)|src\/viewer\/(stack|files)\//;

const ownSource = /^(src|plugin)\//;

/**
 * By the id of the profiler's nodes, through the built page's source maps. Residua's is every stack with a function on
 * it that is not the host's: its own, and those of the libraries that its interface is drawn with.
 *
 * @param app the folder of the built page
 */
export async function ownersOf(nodes: readonly Node[], app: string): Promise<ReadonlyMap<number, Owner>> {
  const maps = new Map<string, SourceMap | undefined>();
  for (const { callFrame } of nodes) {
    if (!maps.has(callFrame.url)) maps.set(callFrame.url, await sourceMap(callFrame.url, app));
  }
  const byId = new Map(nodes.map((node) => [node.id, node]));
  const owners = new Map<number, Owner>();
  const visit = (node: Node, above: Owner): void => {
    const place = placeOf(node.callFrame, maps.get(node.callFrame.url));
    // A library's function says less than what called it.
    const own =
      place === undefined || (ownSource.test(above ?? "") && !ownSource.test(place)) ? above : place;
    owners.set(node.id, own);
    for (const id of node.children ?? []) visit(byId.get(id)!, own);
  };
  const children = new Set(nodes.flatMap(({ children = [] }) => children));
  for (const node of nodes) if (!children.has(node.id)) visit(node, undefined);
  return owners;
}

async function sourceMap(url: string, app: string): Promise<SourceMap | undefined> {
  if (!url.startsWith("http")) return undefined;
  const path = join(app, `${new URL(url).pathname}.map`);
  const text = await readFile(path, "utf8").catch(() => undefined);
  return text === undefined ? undefined : new SourceMap(JSON.parse(text) as SourceMapPayload);
}

/** Of the garbage collector and the browser's own functions, which have no source, nothing is said here. */
function placeOf({ functionName, lineNumber, columnNumber }: Frame, map: SourceMap | undefined): Owner {
  const entry = map?.findEntry(lineNumber, columnNumber);
  // Node's types promise a source; what the bundler has added has none.
  const original =
    entry && "originalSource" in entry ? (entry.originalSource as string | undefined) : undefined;
  if (original === undefined || host.test(original)) return undefined;
  const source = original.replace(/^.*?(?=(src|plugin)\/)|^.*node_modules\//, "");
  return `${source}:${(entry as { originalLine: number }).originalLine + 1} ${functionName}`;
}
