import type { StrategyRow } from '../../../src/screen/desk-document.ts';
import { usd } from '../format/amount.ts';
import { Gain } from '../parts/amounts.tsx';

type RealizedFactsProps = {
  readonly row: Pick<StrategyRow, 'today' | 'realized' | 'exposure'>;
};

/** What a strategy has made and what it risks, for a list of facts. */
export function RealizedFacts({ row: { today, realized, exposure } }: RealizedFactsProps) {
  return (
    <>
      <dt title={REALIZED}>Realized today</dt>
      <dd>
        <Gain value={today} why="" />
      </dd>
      <dt title={REALIZED}>Realized this run</dt>
      <dd>
        <Gain value={realized} why="" />
      </dd>
      <dt>Can lose</dt>
      <dd>{usd(exposure)}</dd>
    </>
  );
}

const REALIZED = 'realized, after fees; what is still open does not count';
