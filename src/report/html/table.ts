import { html, type Markup, type Piece } from './markup.ts';

export type Column = { readonly heading: string; readonly align: 'left' | 'right' };

export const left = (heading: string): Column => ({ heading, align: 'left' });
export const right = (heading: string): Column => ({ heading, align: 'right' });

/** A table in a frame that scrolls sideways on a narrow screen. */
export function renderTable(
  columns: readonly Column[],
  rows: readonly (readonly Piece[])[],
  caption: string,
): Markup {
  const heads = columns.map(
    ({ heading, align }) => html`<th scope="col" class="${align}">${heading}</th>`,
  );
  const cells = (row: readonly Piece[]) =>
    row.map((cell, i) => html`<td class="${columns[i]?.align ?? 'left'}">${cell}</td>`);
  const body = rows.map(
    (row) => html`<tr>${cells(row)}</tr>
`,
  );
  return html`<div class="scroll" tabindex="0" role="region" aria-label="${caption}"><table>
<thead><tr>${heads}</tr></thead>
<tbody>${body}</tbody></table></div>`;
}

/** A number that is colored by its sign. */
export function signed(value: number, text: string): Markup {
  return html`<span class="${signClass(value)}">${text}</span>`;
}

export function signClass(value: number): string {
  return value > 0 ? 'gain' : value < 0 ? 'loss' : 'flat';
}

export function section(id: string, title: string, note: string, body: Markup): Markup {
  return html`<section id="${id}">
<h2>${title}</h2>
<p class="note">${note}</p>
${body}
</section>`;
}

/** What stands in a section that has nothing to show. */
export function empty(text: string): Markup {
  return html`<p class="empty">${text}</p>`;
}
