import { shortageText } from '../../report/folds/cash-shortage.ts';
import { plural } from '../../report/format.ts';
import type { Report } from '../../report/report.ts';
import type { Paint } from '../../report/text/paint.ts';
import { plain, wrap } from '../../report/text/table.ts';
import { reasonsUnnamed, whyNoTrades } from '../../report/text/why-no-trades.ts';

export const WIDTH = 100;

/** One of several runs over the same recordings. */
export type Run = { readonly label: string; readonly report: Report };

/**
 * Why a run shows no trades, and which ran out of cash; none where all is well. `seeAll`: where all
 * reasons stand, for those that are not named here.
 */
export function remarkLines(runs: readonly Run[], seeAll: string): string[] {
  return runs.flatMap(({ label, report }) => {
    const lines: string[] = [];
    if (report.whole.profit.trades === 0) {
      const unnamed = reasonsUnnamed(report);
      const more = unnamed === 0 ? '' : ` ${plural(unnamed, 'more reason')}: ${seeAll}.`;
      lines.push(...wrap(`${label}: no trades counted. ${whyNoTrades(report)}${more}`, WIDTH));
    }
    if (report.cashShortage !== undefined) {
      const { title, text } = shortageText(report.cashShortage);
      lines.push(...wrap(`${label}: ${title.toLowerCase()}. ${text}`, WIDTH));
    }
    return lines;
  });
}

/** What stood in for facts that the recordings lack, as far as it holds for every run. */
export function assumptionLines(runs: readonly Run[], paint: Paint): string[] {
  const [first, ...others] = runs.map(
    ({ report }) => new Set(report.record.assumptions.map(({ text }) => text)),
  );
  const texts = [...(first ?? [])].filter((text) => others.every((other) => other.has(text)));
  if (texts.length === 0) return [];
  const lines = texts.flatMap((text) =>
    wrap(plain(text, 1000), WIDTH - 2).map((line, i) => `${i === 0 ? '· ' : '  '}${line}`),
  );
  return [paint.strong('Assumed where the data is silent'), ...lines];
}
