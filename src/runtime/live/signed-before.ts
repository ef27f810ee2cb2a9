import { SCALE, type Timestamp, type Usd } from '../../domain/units.ts';
import type { FileJournal } from '../../store/journal/file-journal.ts';

const DAY = 24 * 60 * 60 * SCALE;

/** What earlier runs have signed on the UTC day of `at`, by what they wrote down. */
export function signedBefore({ records }: Pick<FileJournal, 'records'>, at: Timestamp): Usd {
  let worth = 0;
  for (const { value } of records) {
    if (!isIntent(value) || Math.floor(value.at / DAY) !== Math.floor(at / DAY)) continue;
    const { side, makerAmount, takerAmount } = value.body.order;
    worth += Number(side === 'BUY' ? makerAmount : takerAmount);
  }
  return worth as Usd;
}

type Intent = {
  readonly at: number;
  readonly body: {
    readonly order: {
      readonly side: string;
      readonly makerAmount: string;
      readonly takerAmount: string;
    };
  };
};

function isIntent(value: unknown): value is Intent {
  return (
    typeof value === 'object' && value !== null && 'kind' in value && value.kind === 'OrderIntended'
  );
}
