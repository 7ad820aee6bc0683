import { msg } from "@lit/localize";
import { html, nothing, type TemplateResult } from "lit";
import { lexer, type Token, type Tokens } from "marked";

/**
 * Markdown as elements: headings (one level lower, under a dialog's own title), paragraphs, lists, tables, code,
 * emphasis and web links. Anything else stands there as the text it is: HTML in a card from elsewhere is never run.
 */
export function markdownView(text: string): TemplateResult {
  return html`${lexer(text).map(blockView)}`;
}

function blockView(token: Token): TemplateResult | typeof nothing {
  switch (token.type) {
    case "space":
    case "hr":
      return nothing;
    case "heading":
      return headingView(token as Tokens.Heading);
    case "paragraph":
      return html`<p>${inlineViews(token.tokens)}</p>`;
    case "list":
      return listView(token as Tokens.List);
    case "table":
      return tableView(token as Tokens.Table);
    case "code":
      return html`<pre><code>${(token as Tokens.Code).text}</code></pre>`;
    case "text":
      return html`${"tokens" in token && token.tokens ? inlineViews(token.tokens) : token.text}`;
    default:
      return html`<p>${token.raw}</p>`;
  }
}

function headingView({ depth, tokens }: Tokens.Heading): TemplateResult {
  return depth <= 2 ? html`<h3>${inlineViews(tokens)}</h3>` : html`<h4>${inlineViews(tokens)}</h4>`;
}

function listView({ ordered, items }: Tokens.List): TemplateResult {
  const content = items.map(({ tokens }) => html`<li>${tokens.map(blockView)}</li>`);
  return ordered ? html`<ol>${content}</ol>` : html`<ul>${content}</ul>`;
}

/** In a box of its own that scrolls sideways, by keyboard too. */
function tableView({ header, rows }: Tokens.Table): TemplateResult {
  return html`<div class="table" tabindex="0" role="region" aria-label=${msg("Table")}>
    <table>
      <thead>
        <tr>
          ${header.map(({ tokens }) => html`<th scope="col">${inlineViews(tokens)}</th>`)}
        </tr>
      </thead>
      <tbody>
        ${rows.map(
          (row) => html`<tr>
            ${row.map(({ tokens }) => html`<td>${inlineViews(tokens)}</td>`)}
          </tr>`,
        )}
      </tbody>
    </table>
  </div>`;
}

function inlineViews(tokens: readonly Token[] = []): unknown[] {
  return tokens.map(inlineView);
}

function inlineView(token: Token): unknown {
  switch (token.type) {
    case "strong":
      return html`<strong>${inlineViews(token.tokens)}</strong>`;
    case "em":
      return html`<em>${inlineViews(token.tokens)}</em>`;
    case "codespan":
      return html`<code>${token.text}</code>`;
    case "br":
      return html`<br />`;
    case "link":
      return linkView(token as Tokens.Link);
    case "text":
    case "escape":
      return token.text;
    default:
      return token.raw;
  }
}

function linkView({ href, tokens }: Tokens.Link): unknown {
  if (!/^https?:\/\//i.test(href)) return inlineViews(tokens);
  return html`<a href=${href} target="_blank" rel="noopener noreferrer">${inlineViews(tokens)}</a>`;
}
