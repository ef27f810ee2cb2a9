import type { EvidenceShare } from '../folds/evidence.ts';
import { dollars, percent, plural, ratio, signedDollars } from '../format.ts';
import type { Report } from '../report.ts';

import { facts, LABELS } from './table.ts';

/** How much of the result rests on inference, and what was left out. */
export function evidenceLines({ whole }: Report): string[] {
  const { evidence, excluded } = whole;
  const rows: [string, string][] = [
    ['Inferred fills', shareText(evidence.inferred, evidence.all)],
    ['Assumed fills', shareText(evidence.assumed, evidence.all)],
    ['Final-price winners', shareText(evidence.finalPrice, evidence.all)],
    ['Undecided', excludedText(excluded.undecided)],
  ];
  // Most recordings have none: a line only where there are some.
  if (evidence.otherFeed.trades > 0) {
    rows.push(['Other-feed winners', shareText(evidence.otherFeed, evidence.all)]);
  }
  if (excluded.undecided.trades > 0) rows.push(['In them', boundsText(excluded.undecided)]);
  if (excluded.open.trades > 0) rows.push(['Still open', excludedText(excluded.open)]);
  return facts(rows, LABELS);
}

function shareText(part: EvidenceShare, all: EvidenceShare): string {
  if (part.trades === 0) return 'none';
  const turnover = percent(ratio(part.turnover, all.turnover));
  const moved = percent(ratio(part.absoluteNet, all.absoluteNet));
  return (
    `${plural(part.trades, 'trade')}, ${turnover} % of turnover, net ${signedDollars(part.net)} ` +
    `(${moved} % of all gains and losses)`
  );
}

function excludedText(excluded: Report['whole']['excluded']['open']): string {
  if (excluded.trades === 0) return 'no trades';
  return (
    `${plural(excluded.trades, 'trade')} in ${plural(excluded.markets, 'market')}, ` +
    `${dollars(excluded.outlay)} paid, left out of every number above`
  );
}

/** Undecided windows are the close ones: leaving them out flatters whoever buys favorites. */
function boundsText({ netIfLost, netIfWon }: Report['whole']['excluded']['open']): string {
  const [lost, won] = [signedDollars(netIfLost), signedDollars(netIfWon)];
  return `net ${lost} if every share still held had lost, ${won} if it had won`;
}
