import { decimal, dollars, plural } from '../../format.ts';
import { type Report, worthAtEnd } from '../../report.ts';
import { html, type Markup } from '../markup.ts';
import { left, renderTable, right, section } from '../table.ts';

/** What it takes to run this again, and the proof that the trades are all of it. */
export function configurationSection({ record, ledger }: Report): Markup {
  const { events, wallSeconds } = record.timing;
  const facts = [
    ['Decision hash', html`<code>${record.hash}</code>`],
    ['Seed', String(record.seed)],
    ['Software', `polydesk ${record.software.version}, Node ${record.software.node}`],
    ['Replayed', `${plural(events, 'event')} in ${decimal(wallSeconds, 2)} s`],
    ...record.sources.map((source) => [
      `Dataset, ${source.provenance}`,
      `${source.dataset}, ${plural(source.rows, 'row')}` +
        (source.hash === undefined ? '' : `, hash ${source.hash}`) +
        `; origin ${source.origin ?? 'unknown'}; license ${source.license ?? 'not stated'}`,
    ]),
  ];
  const cash = [
    ['Cash at the start', dollars(ledger.startingCash)],
    ['+ cost of shares held from before', dollars(ledger.openedCost)],
    ['+ net P&L of counted trades', dollars(ledger.net)],
    ['+ realized in trades left out', dollars(ledger.excludedRealized)],
    ['− cost of shares still held', dollars(ledger.heldCost)],
    ['Unexplained', dollars(ledger.unexplained)],
    ['Cash at the end', dollars(ledger.finalCash)],
    ['Equity at the end, shares at cost', dollars(worthAtEnd(ledger))],
  ];
  return section(
    'configuration',
    'Configuration and ledger',
    'The same configuration on the same data gives the same hash.',
    html`<div class="pair">
${renderTable([left('Run'), left('')], facts, 'Run')}
${renderTable([left('Ledger, dollars'), right('')], cash, 'Ledger')}
</div>
<pre tabindex="0">${JSON.stringify(record.configuration, null, 2)}</pre>`,
  );
}
