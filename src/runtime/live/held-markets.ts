import type { TokenId } from '../../domain/ids.ts';
import { ok, type Result, refuse } from '../../domain/result.ts';
import { complement, type Price, type Timestamp } from '../../domain/units.ts';
import type { HeldFacts } from '../../domain/unlisted-holds.ts';
import { listedMarket } from '../../polymarket/catalog/market-facts.ts';
import type { NoticeCode, NoticeListener } from '../../polymarket/execution/notice.ts';
import type { GammaClient, MarketFilter } from '../../polymarket/rest/gamma-client.ts';
import type { GammaMarket } from '../../polymarket/wire/gamma/market.ts';
import { upDownWindow } from '../../polymarket/wire/updown-slug.ts';
import { plural } from '../../report/format.ts';
import type { LiveRecordingOptions } from '../record/live-recording.ts';

/** Tokens in one question: as many as the venue takes of any id. */
const AT_ONCE = 50;

/** A market of which something is held. */
export type HeldMarket = {
  readonly slug: string;
  readonly tokens: readonly TokenId[];
  /** `closed`: nobody trades it any more, and it is not decided; `decided`: to be redeemed. */
  readonly state: 'open' | 'closed' | 'decided';
  /** What a share pays of each token, once it is decided. */
  readonly pays: ReadonlyMap<TokenId, Price>;
  readonly facts: HeldFacts;
};

/** The markets of these tokens, open or over: a run has to hear of what it holds. */
export async function marketsOf(
  gamma: Pick<GammaClient, 'markets'>,
  tokens: readonly TokenId[],
): Promise<Result<readonly HeldMarket[]>> {
  const found = new Map<string, HeldMarket>();
  for (let from = 0; from < tokens.length; from += AT_ONCE) {
    const some = tokens.slice(from, from + AT_ONCE);
    for (const closed of [false, true]) {
      const refusal = await gather(gamma, { tokens: some, closed }, found);
      if (refusal !== undefined) return refusal;
    }
  }
  return ok([...found.values()]);
}

/** Says what is held and no part of the run: its worth is in no figure of it. */
export function tellUntraded(
  tokens: readonly TokenId[],
  markets: readonly HeldMarket[],
  notice: NoticeListener,
): void {
  const states = new Map(markets.flatMap(({ tokens: ids, state }) => ids.map((id) => [id, state])));
  const count = (state: HeldMarket['state'] | undefined) =>
    tokens.filter((token) => states.get(token) === state).length;
  const tell = (code: NoticeCode, ended: number, what: string) => {
    if (ended > 0) notice({ code, message: `${plural(ended, 'token')} of markets that ${what}` });
  };
  tell('to_redeem', count('decided'), 'are decided: redeem them');
  tell('undecided', count('closed'), 'are closed and not decided yet');
  tell('unlisted', count(undefined), 'the venue does not list');
}

type Choice = Pick<LiveRecordingOptions, 'assets' | 'frames' | 'choice'>;

/**
 * Of markets whose outcome is waited for those that nobody chose: by window or by their own name,
 * as what groups and searches will bring is not known when a run begins.
 */
export function unchosenOf(
  { assets, frames, choice }: Choice,
  awaited: readonly string[],
  now: Timestamp,
): readonly string[] {
  const names = new Set(choice?.names.map((name) => name.split('/').at(-1)));
  return [...new Set(awaited)].filter((slug) => {
    if (names.has(slug)) return false;
    const window = upDownWindow(slug, now);
    return !(window && assets.includes(window.asset) && frames.includes(window.frame));
  });
}

const REFRESH_MS = 60_000;

/** A recording that hears of these markets as well, whether they are open or over. */
export function hearingOf<R extends Pick<LiveRecordingOptions, 'choice'>>(
  recording: R,
  markets: readonly string[],
): R {
  if (markets.length === 0) return recording;
  const { names = [], top, refreshMs = REFRESH_MS } = recording.choice ?? {};
  return { ...recording, choice: { names, markets: [...new Set(markets)], top, refreshMs } };
}

async function gather(
  gamma: Pick<GammaClient, 'markets'>,
  filter: MarketFilter,
  found: Map<string, HeldMarket>,
) {
  for await (const page of gamma.markets(filter)) {
    if (page.kind !== 'ok') {
      return refuse('unreachable', `Gamma does not tell which markets we hold: ${page.kind}`);
    }
    for (const row of page.value.rows) {
      const { slug, outcomes, closed, payout } = row;
      if (slug === undefined) continue;
      const known = outcomes.flatMap(({ token }) => (token === undefined ? [] : [token]));
      const ended = payout === undefined ? 'closed' : 'decided';
      const state = closed === true ? ended : 'open';
      const pays = new Map<TokenId, Price>();
      for (const [i, { token }] of outcomes.entries()) {
        if (state !== 'decided' || token === undefined || payout === undefined) continue;
        const first = payout as Price;
        pays.set(token, i === 0 ? first : complement(first));
      }
      found.set(slug, { slug, tokens: known, state, pays, facts: factsOf(row) });
    }
  }
  return undefined;
}

/** Its event was not read: only of negative risk, or a window, is it known what belongs to it. */
function factsOf(row: GammaMarket): HeldFacts {
  const listed = listedMarket(row);
  if (!listed.ok) return {};
  const { facts, window } = listed.value;
  const alone = window === undefined ? undefined : null;
  return { asset: facts.asset ?? null, group: facts.group ?? alone };
}
