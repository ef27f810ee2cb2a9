import type { Report } from '../../report.ts';
import { html, type Markup } from '../markup.ts';
import { empty, section } from '../table.ts';

/** What stood in for facts that the data lacks. */
export function assumptionSection({ record }: Report): Markup {
  return section(
    'assumptions',
    'Assumptions',
    'Rules that stood in for facts the data does not hold.',
    record.assumptions.length === 0
      ? empty('None.')
      : html`<dl class="assumptions">${record.assumptions.map(
          ({ code, text }) => html`<dt><code>${code}</code></dt><dd>${text}</dd>
`,
        )}</dl>`,
  );
}
