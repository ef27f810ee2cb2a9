import type { TimeInForce } from '../../domain/order.ts';
import { ok, refuse } from '../../domain/result.ts';
import type { SettlementStatus } from '../../domain/settlement.ts';
import { leaf, type Parser } from './parser.ts';
import { type VenueError, venueError } from './venue-error.ts';

/** One of a list, or a word that is not on it: then only the text says what it is. */
export type Told<Code extends string> = {
  readonly code: Code | 'unknown';
  /** As sent, cut to 200 characters. */
  readonly text: string;
};

const LONGEST = 200;

/** `words` leads from what the venue sends, in capitals, to our codes. */
function told<Code extends string>(words: Readonly<Record<string, Code>>): Parser<Told<Code>> {
  return leaf((value) => {
    if (typeof value !== 'string') return refuse('not_a_text', `${typeof value} is no status`);
    const text = value.slice(0, LONGEST);
    const word = text.toUpperCase();
    return ok({ code: (Object.hasOwn(words, word) ? words[word] : undefined) ?? 'unknown', text });
  });
}

/** What the venue says of an order when it takes it. Protocol notes §4.4, read 2026-10. */
export type PostStatus = 'live' | 'matched' | 'delayed' | 'unmatched';

export const postStatus: Parser<Told<PostStatus>> = told<PostStatus>({
  LIVE: 'live',
  MATCHED: 'matched',
  DELAYED: 'delayed',
  UNMATCHED: 'unmatched',
});

export type VenueOrderStatus = Told<
  PostStatus | 'canceled' | 'canceled_market_resolved' | 'invalid'
> & {
  /** Why it was canceled, where the status says so: CANCELED_<reason>. */
  readonly reason: VenueError | undefined;
};

const orderWords = told<PostStatus | 'canceled' | 'canceled_market_resolved' | 'invalid'>({
  LIVE: 'live',
  MATCHED: 'matched',
  DELAYED: 'delayed',
  UNMATCHED: 'unmatched',
  CANCELED: 'canceled',
  CANCELLED: 'canceled',
  CANCELED_MARKET_RESOLVED: 'canceled_market_resolved',
  INVALID: 'invalid',
});

const REASON = /^CANCELL?ED_(.+)$/is;

/** The status of an order in the user channel, and in REST, which may prefix ORDER_STATUS_. */
export const orderStatus: Parser<VenueOrderStatus> = (value, at, notes) => {
  const read = orderWords(withoutPrefix(value, 'ORDER_STATUS_'), at, notes);
  if (!read.ok) return read;
  const reason = REASON.exec(read.value.text)?.[1];
  if (reason === undefined) return ok({ ...read.value, reason: undefined });
  const code = read.value.code === 'unknown' ? 'canceled' : read.value.code;
  return ok({ code, text: read.value.text, reason: venueError(reason) });
};

export type TradeStatus = Told<SettlementStatus>;

const tradeWords = told<SettlementStatus>({
  MATCHED: 'matched',
  // Matched, and its transaction not sent yet: nothing more has happened.
  MATCHED_NOT_BROADCASTED: 'matched',
  MINED: 'mined',
  CONFIRMED: 'confirmed',
  RETRYING: 'retrying',
  FAILED: 'failed',
});

/** What the chain has done with a match; REST puts TRADE_STATUS_ before it. */
export const tradeStatus: Parser<TradeStatus> = (value, at, notes) =>
  tradeWords(withoutPrefix(value, 'TRADE_STATUS_'), at, notes);

function withoutPrefix(value: unknown, prefix: string): unknown {
  return typeof value === 'string' && value.startsWith(prefix) ? value.slice(prefix.length) : value;
}

export const timeInForce: Parser<TimeInForce> = leaf((value) => {
  switch (value) {
    case 'GTC':
    case 'GTD':
    case 'FOK':
    case 'FAK':
      return ok(value);
    default:
      return refuse('unknown_time_in_force', 'none of GTC, GTD, FOK, FAK');
  }
});
