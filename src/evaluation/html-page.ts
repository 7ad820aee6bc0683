export interface HtmlPageOptions {
  readonly title: string;
  /** HTML of the whole page below `main`. */
  readonly body: string;
  /** Lets the page show pictures that it holds itself, as data: URLs. */
  readonly pictures?: boolean;
  /** Beside the shared ones. */
  readonly styles?: string;
}

/** A page that needs nothing but itself: no script, no request. */
export function htmlPage({ title, body, pictures = false, styles = "" }: HtmlPageOptions): string {
  const policy = ["default-src 'none'", "style-src 'unsafe-inline'", ...(pictures ? ["img-src data:"] : [])];
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${policy.join("; ")}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${escapeHtml(title)}</title>
<style>${sharedStyles}${styles}</style>
</head>
<body>
<main>
${body}
</main>
</body>
</html>
`;
}

export interface TableRow {
  /** Set back: a reference that the others are held against. */
  readonly baseline?: boolean;
  readonly cells: readonly string[];
}

/** All cells are text; the first of a row is its header. */
export function table(header: readonly string[], rows: readonly TableRow[]): string {
  const head = header.map((text) => `<th scope="col">${escapeHtml(text)}</th>`).join("");
  const body = rows.map(({ baseline, cells: [first = "", ...rest] }) => {
    const cells = rest.map((text) => `<td>${escapeHtml(text)}</td>`).join("");
    return `<tr${baseline ? ' class="baseline"' : ""}><th scope="row">${escapeHtml(first)}</th>${cells}</tr>`;
  });
  return `<table>\n<thead><tr>${head}</tr></thead>\n<tbody>\n${body.join("\n")}\n</tbody>\n</table>`;
}

/** @param entries values are HTML already */
export function definitions(entries: readonly (readonly [term: string, html: string])[]): string {
  return `<dl>\n${entries.map(([term, html]) => `<dt>${escapeHtml(term)}</dt><dd>${html}</dd>`).join("\n")}\n</dl>`;
}

export function escapeHtml(text: string): string {
  const entities: Readonly<Record<string, string>> = {
    "&": "&amp;",
    "<": "&lt;",
    ">": "&gt;",
    '"': "&quot;",
    "'": "&#39;",
  };
  return text.replace(/[&<>"']/g, (character) => entities[character]!);
}

const sharedStyles = `
:root { color-scheme: light dark; font: 15px/1.5 system-ui, sans-serif; }
main { max-width: 62rem; margin: 2rem auto; padding: 0 1rem; }
h1 { font-size: 1.6rem; } h2 { font-size: 1.15rem; margin-top: 2rem; }
.notice { font-weight: 600; border-left: 4px solid #c77700; padding-left: .75rem; }
dl { display: grid; grid-template-columns: max-content 1fr; gap: .15rem 1rem; } dd { margin: 0; }
code { overflow-wrap: anywhere; }
table { border-collapse: collapse; display: block; overflow-x: auto; } th, td { text-align: left; padding: .3rem .9rem .3rem 0; }
thead th { border-bottom: 1px solid currentColor; } tbody th { font-weight: 500; }
tbody th { min-width: 11rem; } td { font-variant-numeric: tabular-nums; white-space: nowrap; } .baseline { opacity: .62; }
figure { margin: 1.5rem 0 0; } svg { font-size: 11px; } svg text { fill: currentColor; }
.grid { stroke: currentColor; opacity: .15; } .chance { stroke: currentColor; opacity: .4; stroke-dasharray: 4 4; }
.curve { stroke: #0a7ea4; stroke-width: 2; fill: none; }
.footnote, figcaption { opacity: .75; font-size: .9rem; }
`;
