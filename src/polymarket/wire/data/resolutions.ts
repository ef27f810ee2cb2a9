import type { ConditionId } from '../../../domain/ids.ts';
import { refuse } from '../../../domain/result.ts';
import type { Timestamp } from '../../../domain/units.ts';
import type { Payout } from '../gamma/payout.ts';
import type { Answer } from '../notes.ts';
import { single } from '../object.ts';
import { type Parser, pair, readAnswer, rows } from '../parser.ts';
import {
  chainUnits,
  condition,
  flag,
  moment,
  questionId,
  type TransactionHash,
  text,
  transactionHash,
} from '../values.ts';
import { row } from './row.ts';

/** How far the oracle is with a question, and what it pays. */
export type DataResolution = {
  readonly market: ConditionId | undefined;
  readonly questionId: string | undefined;
  /** initialized, posed, proposed, challenged, disputed, resolved, ...: the list may grow. */
  readonly status: string;
  /** What a share of the first outcome pays; undefined until it is final. */
  readonly payout: Payout | undefined;
  readonly wasDisputed: boolean | undefined;
  readonly rulesUpdated: boolean | undefined;
  /** Who answered: UMA_OO, CHAINLINK, EOA. */
  readonly reporter: string | undefined;
  readonly updatedAt: Timestamp | undefined;
  readonly resolvedAt: Timestamp | undefined;
  readonly transaction: TransactionHash | undefined;
};

const UNREAD = `extended_review proposed_price reproposed_price price log_index market_type
  resolution_source was_arbitrated resolved_block`;

const units = pair(chainUnits);

/** What each outcome pays in units of 1e-6: one dollar in all. */
const payouts: Parser<Payout> = (value, at, notes) => {
  const read = units(value, at, notes);
  if (!read.ok) return read;
  const [first, second] = read.value;
  if (first + second === 1_000_000 && (first === 0 || first === 500_000 || second === 0)) {
    return { ok: true, value: first as Payout };
  }
  return refuse('unknown_payout', `${at}: neither one side nor half each`);
};

const resolution: Parser<DataResolution> = row('resolution', UNREAD, (fields) => ({
  market: fields.soft('condition_id', condition),
  questionId: fields.soft('question_id', questionId),
  status: fields.vital('status', text),
  payout: fields.soft('payouts', payouts),
  wasDisputed: fields.soft('was_disputed', flag),
  rulesUpdated: fields.soft('new_version_q', flag),
  reporter: fields.soft('reporter', text),
  updatedAt: fields.soft('last_update_timestamp', moment),
  resolvedAt: fields.soft('resolved_at', moment),
  transaction: fields.soft('transaction_hash', transactionHash),
}));

/** GET /v2/resolutions. */
export function readResolutions(body: string): Answer<readonly DataResolution[]> {
  return readAnswer(body, single('data', rows(resolution)));
}
