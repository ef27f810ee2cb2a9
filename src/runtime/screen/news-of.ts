import type { ExchangeEvent } from '../../domain/event.ts';
import {
  type MarketIndex,
  marketOf,
  type StrategyIndex,
  type TokenIndex,
} from '../../domain/ids.ts';
import type { JournalEntry } from '../../domain/journal-entry.ts';
import type { NewsRow } from '../../screen/desk-document.ts';
import { modeInWords } from '../live/risk-alarm.ts';

/** What is said of an entry, by the run's own numbers of strategies, markets and tokens. */
export type Said = Pick<NewsRow, 'kind' | 'code'> & {
  readonly level?: NewsRow['level'];
  readonly message?: string;
  readonly numbers?: Readonly<Record<string, number>>;
  readonly strategy?: StrategyIndex;
  readonly market?: MarketIndex;
  readonly token?: TokenIndex;
  readonly order?: number;
};

/** What a person is told of an entry of the journal; undefined: it is no news. */
export function newsOf(entry: JournalEntry): Said | undefined {
  switch (entry.kind) {
    case 'Submitted':
    case 'Denied':
      return wished(entry);
    case 'CancelRequested': {
      const { order, strategy, reason } = entry.command;
      return { kind: 'canceled', ...reason, strategy, order };
    }
    case 'Skipped': {
      const { strategy, market, reason } = entry;
      return { kind: 'skipped', ...reason, strategy, market };
    }
    case 'Answered':
      return answered(entry.event);
    case 'SetsRequested':
    case 'SetsDenied': {
      const { strategy, market, direction, shares, reason } = entry.command;
      const numbers = { ...reason.numbers, shares };
      const about = { strategy, market, numbers, message: `${direction} of complete sets` };
      if (entry.kind === 'SetsRequested') return { kind: 'order', code: reason.code, ...about };
      const { code, message } = entry;
      return { kind: 'denied', level: 'warning', ...about, code, message };
    }
    case 'SetsAnswered':
      if (entry.event.kind === 'SetsChanged') return { kind: 'fill', code: 'sets_changed' };
      return {
        kind: 'notice',
        level: 'warning',
        code: entry.event.code,
        message: entry.event.message,
      };
    default:
      return happened(entry);
  }
}

type Of<K extends JournalEntry['kind']> = Extract<JournalEntry, { readonly kind: K }>;

function wished(entry: Of<'Submitted' | 'Denied'>): Said {
  const { id: order, strategy, terms, reason } = entry.command;
  const { token, side, price, size } = terms;
  const numbers = { ...reason.numbers, price, size };
  const about = { strategy, market: marketOf(token), token, order, numbers };
  if (entry.kind === 'Submitted') {
    return { kind: 'order', code: reason.code, message: side, ...about };
  }
  return { kind: 'denied', level: 'warning', code: entry.code, message: entry.message, ...about };
}

function answered(event: ExchangeEvent): Said | undefined {
  const { order } = event;
  switch (event.kind) {
    case 'OrderRejected': {
      const { code, message } = event;
      return { kind: 'order', level: 'warning', code, message, order };
    }
    case 'OrderCanceled':
      // Whoever requested it has said so.
      if (event.reason === 'requested') return undefined;
      return { kind: 'canceled', code: event.reason, order };
    case 'OrderExpired':
      return { kind: 'canceled', code: 'expired', order };
    case 'CancelRejected':
      return { kind: 'canceled', level: 'warning', code: event.code, order };
    case 'OrderFilled': {
      const { price, size, amount, fee, token, side, liquidity } = event.fill;
      const numbers = { price, size, amount, fee };
      const market = marketOf(token);
      return { kind: 'fill', code: liquidity, message: side, numbers, token, market, order };
    }
    case 'FillSettled':
      if (event.settlement !== 'failed') return undefined;
      return { kind: 'fill', level: 'warning', code: 'failed', message: FAILED, order };
    default:
      return undefined;
  }
}

const FAILED = 'the chain took a fill back';

type Happened = Exclude<
  JournalEntry,
  Of<
    | 'Submitted'
    | 'Denied'
    | 'CancelRequested'
    | 'Skipped'
    | 'Answered'
    | 'SetsRequested'
    | 'SetsDenied'
    | 'SetsAnswered'
  >
>;

/** What became of markets, of the account and of strategies. */
function happened(entry: Happened): Said | undefined {
  switch (entry.kind) {
    case 'MarketListed':
      return { kind: 'market', code: 'listed', market: entry.market };
    case 'MarketClosed':
      return { kind: 'market', code: 'closed', market: entry.market };
    case 'MarketResolved': {
      const { market, payout } = entry;
      return { kind: 'market', code: 'resolved', market, numbers: { payout } };
    }
    case 'MarketPaused': {
      const { market, code, count, until } = entry;
      return { kind: 'risk', level: 'warning', code, market, numbers: { count, until } };
    }
    case 'OutcomeDiffers': {
      const { market, open, close, own, official } = entry;
      const numbers = { open, close, own, official };
      return { kind: 'risk', level: 'error', code: 'outcome_differs', market, numbers };
    }
    case 'RiskModeChanged': {
      const { mode, equity, highWater, drawdown, dayLoss } = entry;
      const numbers = { equity, highWater, drawdown, dayLoss };
      const level = mode === 'normal' ? 'info' : mode === 'killed' ? 'error' : 'warning';
      return { kind: 'risk', level, code: mode, message: modeInWords(entry), numbers };
    }
    case 'PositionOpened': {
      const { strategy, token, shares, cost } = entry;
      const about = { strategy, token, market: marketOf(token), numbers: { shares, cost } };
      return { kind: 'notice', code: 'held_from_before', ...about };
    }
    case 'Operated':
      return operated(entry);
    case 'StrategyHalted': {
      const { strategy, message } = entry;
      return { kind: 'notice', level: 'error', code: 'strategy_halted', message, strategy };
    }
    case 'StrategyRestarted':
      return { kind: 'notice', code: 'strategy_restarted', strategy: entry.strategy };
    case 'LoopFailed': {
      const { strategy, message } = entry;
      return { kind: 'notice', level: 'error', code: 'loop_failed', message, strategy };
    }
    case 'LoopRecovered':
      return { kind: 'notice', code: 'loop_recovered', strategy: entry.strategy };
    default:
      return undefined;
  }
}

function operated({ command }: Of<'Operated'>): Said {
  const strategy = 'strategy' in command ? command.strategy : undefined;
  const market = 'market' in command ? command.market : undefined;
  return {
    kind: 'risk',
    code: 'operated',
    message: command.kind,
    ...(command.kind === 'Resize' ? { numbers: { part: command.part } } : {}),
    ...(strategy === undefined ? {} : { strategy }),
    ...(market === undefined ? {} : { market }),
  };
}
