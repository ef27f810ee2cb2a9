import type { TokenId } from '../../domain/ids.ts';
import { ok, type Result, refuse } from '../../domain/result.ts';
import type { Side } from '../../domain/side.ts';
import { formatDecimal } from '../../domain/units.ts';
import type { Clock, Timer } from '../../ports/clock.ts';
import type { Asset } from '../rest/clob-account.ts';
import type { SignatureType } from '../signing/exchange-order.ts';
import type { DeskOrder } from './desk-order.ts';
import type { NoticeListener } from './notice.ts';
import type { AccountAccess } from './venue-access.ts';

/** The first wait before the venue is asked; it doubles while orders go on to be refused. */
const FIRST_MS = 2_000;
const MOST_MS = 60_000;

type Parts = {
  readonly account: AccountAccess;
  readonly signatureType: SignatureType;
  readonly clock: Clock;
  readonly notice: NoticeListener;
  readonly onFault: (error: unknown) => void;
};

type Hold = {
  readonly asset: Asset;
  /** Why, by the last refusal; undefined: orders are sent. */
  why: string | undefined;
  /** Refusals since the last order that was taken. */
  refusals: number;
  timer: Timer | undefined;
};

/** What an order spends: the wallet's dollars, or the shares of one token. */
type Spending = { readonly side: Side; readonly token: TokenId };

/**
 * After "not enough balance / allowance" orders that spend the same are held back: all buys, since
 * the wallet's dollars are one, sales of one token alone. The venue answers from what it
 * remembers, so it is made to look again and asked; that ends the hold, whatever it says. When it
 * refuses again, the next wait is longer.
 */
export class FundsHold {
  readonly #parts: Parts;
  /** By what is spent: "dollars", "shares of 123". */
  readonly #holds = new Map<string, Hold>();
  #isClosed = false;

  constructor(parts: Parts) {
    this.#parts = parts;
  }

  mayUse(spending: Spending): Result<void> {
    const why = this.#holds.get(nameOf(assetOf(spending)))?.why;
    return why === undefined ? ok(undefined) : refuse('funds_held', why);
  }

  /** The venue refused an order for what it spends. */
  refused(spending: Spending, code: string, text: string): void {
    const asset = assetOf(spending);
    const name = nameOf(asset);
    const none = { asset, why: undefined, refusals: 0, timer: undefined };
    const hold = this.#holds.get(name) ?? none;
    this.#holds.set(name, hold);
    // Of one burst: they were all sent before the first answer.
    if (hold.why !== undefined) return;
    hold.refusals++;
    hold.why = `${code}: ${text}`;
    const waitMs = Math.min(MOST_MS, FIRST_MS * 2 ** (hold.refusals - 1));
    const until = `until the venue was asked, in ${waitMs / 1_000} s`;
    const message = `${hold.why}; no order spends ${name} ${until}`;
    this.#parts.notice({ code: 'funds_refused', message });
    this.#plan(hold, waitMs);
  }

  /** It took one that spends the same. */
  taken(spending: Spending): void {
    const name = nameOf(assetOf(spending));
    const hold = this.#holds.get(name);
    if (hold !== undefined && hold.why === undefined) this.#holds.delete(name);
  }

  /** Asks nothing any more. */
  close(): void {
    this.#isClosed = true;
    for (const { timer } of this.#holds.values()) {
      if (timer !== undefined) this.#parts.clock.clearTimer(timer);
    }
  }

  #plan(hold: Hold, inMs: number): void {
    if (this.#isClosed) return;
    const { clock, onFault } = this.#parts;
    hold.timer = clock.setTimer(inMs, () => {
      hold.timer = undefined;
      this.#ask(hold, inMs).catch(onFault);
    });
  }

  async #ask(hold: Hold, waitedMs: number): Promise<void> {
    const { account, signatureType, notice } = this.#parts;
    const { asset } = hold;
    const looked = await account.updateBalance(asset, signatureType);
    const told = looked.kind === 'ok' ? await account.balance(asset, signatureType) : looked;
    if (told.kind !== 'ok') {
      this.#plan(hold, Math.min(MOST_MS, 2 * waitedMs));
      return;
    }
    hold.why = undefined;
    const there = `${formatDecimal(told.value.balance)} ${nameOf(asset)}`;
    const message = `the venue says that we hold ${there}: orders spend that again`;
    notice({ code: 'funds_asked', message });
  }
}

/** What an order of ours spends. */
export function spendingOf({ intent: { terms, token } }: Pick<DeskOrder, 'intent'>): Spending {
  return { side: terms.side, token };
}

function assetOf({ side, token }: Spending): Asset {
  return side === 'buy' ? 'collateral' : { token };
}

function nameOf(asset: Asset): string {
  return asset === 'collateral' ? 'dollars' : `shares of ${asset.token}`;
}
