import { LONG_SILENCE, silenceText, sumCoverage } from '../../coverage.ts';
import { count, duration, plural } from '../../format.ts';
import { marketName, words } from '../../names.ts';
import type { Report } from '../../report.ts';
import type { MarketCoverage } from '../../run-record.ts';
import { html, type Markup } from '../markup.ts';
import { empty, left, renderTable, right, section } from '../table.ts';
import { type CoveredMarket, coverageMap } from './coverage-map.ts';

/** What the data holds: every market as a stretch of time, with its holes. */
export function coverageSection({ record }: Report): Markup {
  const sum = sumCoverage(record.coverage);
  const covered = record.coverage.flatMap((coverage, i): CoveredMarket[] => {
    const market = record.markets[i];
    const from = coverage.from ?? market?.opensAt;
    const to = coverage.to ?? market?.closesAt;
    if (from === undefined || to === undefined) return [];
    return [{ name: marketName(record, i as never), from, to, coverage }];
  });
  const nowhere = record.coverage.length - covered.length;
  return section(
    'coverage',
    'Coverage',
    `${plural(sum.markets, 'market')}, ${plural(sum.rows, 'row')}: ` +
      `${count(sum.complete)} complete, ${count(sum.incomplete)} incomplete, ` +
      `${count(sum.empty)} without rows. ` +
      `${plural(sum.gaps, 'gap')}, ${duration(sum.gapMicros)} in all. Silences, in which the ` +
      `book stays trusted: ${silenceText(sum)}. Prints recorded in ` +
      `${count(sum.withTrades)}. Times are UTC.` +
      (nowhere > 0 ? ` Not drawn: ${plural(nowhere, 'market')} with unknown times.` : ''),
    covered.length === 0
      ? empty('Nothing to draw.')
      : html`${coverageMap(covered)}
<p class="legend">
<span class="key whole"></span>complete
<span class="key cut"></span>incomplete
<span class="key hole"></span>gap
<span class="key none"></span>no rows
</p>
${gapTable(record.coverage, (i) => marketName(record, i as never))}
${silenceTable(record.coverage, (i) => marketName(record, i as never))}`,
  );
}

const MOST_ROWS = 200;

function gapTable(coverage: readonly MarketCoverage[], name: (market: number) => string): Markup {
  const faulty = coverage.flatMap((market, i) => (market.complete ? [] : [{ market, i }]));
  if (faulty.length === 0) return html``;
  const rows = faulty
    .slice(0, MOST_ROWS)
    .map(({ market, i }) => [
      name(i),
      count(market.rows),
      count(market.gaps.length),
      duration(market.gaps.reduce((total, gap) => total + gap.to - gap.from, 0)),
      [...new Set(market.gaps.map((gap) => words(gap.reason)))].join(', '),
      market.series ?? '',
      market.note ?? '',
    ]);
  const more = faulty.length > MOST_ROWS ? ` (first ${MOST_ROWS})` : '';
  return html`<details><summary>${plural(faulty.length, 'market')} not complete${more}</summary>
${renderTable(
  [
    left('Market'),
    right('Rows'),
    right('Gaps'),
    right('Gap time'),
    left('Reason'),
    left('Series'),
    left('Note'),
  ],
  rows,
  'Markets that are not complete',
)}</details>`;
}

/** Where nothing was heard for long, longest first. */
function silenceTable(
  coverage: readonly MarketCoverage[],
  name: (market: number) => string,
): Markup {
  const silent = coverage
    .flatMap(({ silence }, i) =>
      silence !== undefined && silence.long > 0 ? [{ silence, i }] : [],
    )
    .sort((a, b) => b.silence.longest - a.silence.longest);
  if (silent.length === 0) return html``;
  const limit = `Longer than ${duration(LONG_SILENCE)}`;
  const rows = silent
    .slice(0, MOST_ROWS)
    .map(({ silence, i }) => [name(i), duration(silence.longest), count(silence.long)]);
  const more = silent.length > MOST_ROWS ? ` (first ${MOST_ROWS})` : '';
  const markets = plural(silent.length, 'market');
  return html`<details><summary>${markets} with long silences${more}</summary>
${renderTable([left('Market'), right('Longest silence'), right(limit)], rows, 'Long silences')}
</details>`;
}
