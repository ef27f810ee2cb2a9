import type { StrategyRow } from '../../../src/screen/desk-document.ts';
import { useHasEnded } from '../app/has-ended.ts';
import { Tag, type Tone } from '../parts/layout.tsx';

const STATES: Readonly<Record<StrategyRow['state'], readonly [Tone, string, string]>> = {
  running: ['good', 'running', 'it may trade'],
  paused: ['warn', 'paused', 'an operator has paused it'],
  halted: ['bad', 'halted', 'it has failed and starts again by itself'],
  given_up: ['bad', 'given up', 'it has failed too often and does not start again'],
};

const ENDED = ['plain', 'ended', 'the desk has ended'] as const;

/** What a strategy is doing. */
export function StateTag({ row }: { readonly row: Pick<StrategyRow, 'state' | 'lastError'> }) {
  const isOver = useHasEnded();
  const [tone, text, title] = isOver && row.state !== 'given_up' ? ENDED : STATES[row.state];
  return (
    <Tag tone={tone} title={row.lastError ?? title}>
      {text}
    </Tag>
  );
}
