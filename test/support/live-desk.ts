// A desk that trades real orders at a local exchange, over real sockets, begun and ended by a test.
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { onTestFinished } from 'vitest';
import { marketOf, outcomeOf, type TokenId, tokenIndex } from '../../src/domain/ids.ts';
import {
  complement,
  mulDiv,
  NO_SHARES,
  SCALE,
  type Shares,
  type Usd,
} from '../../src/domain/units.ts';
import { OrderSigning } from '../../src/polymarket/orders/order-signing.ts';
import type { Clock } from '../../src/ports/clock.ts';
import type { BacktestOptions } from '../../src/runtime/backtest-options.ts';
import { LiveRun } from '../../src/runtime/live/live-run.ts';
import type { LiveRecordingOptions } from '../../src/runtime/record/live-recording.ts';
import { openVenue } from '../../src/runtime/venue.ts';
import { FileJournal } from '../../src/store/journal/file-journal.ts';
import { A_HOST } from './a-host.ts';
import { ANVIL_ADDRESS, anvilSigner } from './anvil.ts';
import type { ServedExchange } from './local-exchange.ts';
import { loopbackRecording } from './loopback-recording.ts';

/** What a desk is begun with; its wallet's journal lies in `folder`. */
export type LiveDeskParts = {
  readonly served: ServedExchange;
  readonly folder: string;
  readonly dataset: string;
  readonly run: BacktestOptions;
  /** By default the machine's. */
  readonly clock?: Clock;
  readonly recording?: Partial<LiveRecordingOptions>;
  readonly resume?: readonly string[];
  readonly resumeAfterKill?: boolean;
  readonly onLeft?: () => Promise<void>;
};

/** Held: of what is collected Node takes an open file for a fault. */
const dead: LiveRun[] = [];

/** Begins, or says why it does not. */
export async function startLiveDesk(parts: LiveDeskParts) {
  const { served, folder, dataset, run, clock, resume = [], onLeft } = parts;
  const { resumeAfterKill = false } = parts;
  const venue = openVenue(served.services, clock);
  const signer = anvilSigner();
  const logIn = () => venue.clob.login.deriveOrCreate(signer);
  let login = await logIn();
  // By a fast clock the first questions of a process take too long to tell the time.
  for (let tries = 0; login.kind === 'notSent' && tries < 20; tries++) {
    await sleep(100);
    login = await logIn();
  }
  if (login.kind !== 'ok') throw new Error(`${login.kind}: ${JSON.stringify(login)}`);
  const credentials = login.value;
  const maySign = venue.clob.state.maySign.bind(venue.clob.state);
  const signing = new OrderSigning({ signer, owner: credentials.key, maySign });
  const journal = await FileJournal.open({ path: join(folder, 'desk.journal'), reserveBytes: 64 });
  onTestFinished(() => journal.close().catch(() => {}));
  const faults: unknown[] = [];
  const begun = await LiveRun.start({
    recording: loopbackRecording({ venue, root: folder, dataset, ...parts.recording }),
    run,
    account: { maker: ANVIL_ADDRESS, signer: ANVIL_ADDRESS, signatureType: 0 },
    signer: ANVIL_ADDRESS,
    credentials,
    sign: (unsigned, exchange) => signing.sign(unsigned, exchange),
    host: A_HOST,
    journal,
    resume,
    resumeAfterKill,
    charts: 0,
    onNotice: () => {},
    ...(onLeft && { onLeft }),
    onFault: (error) => faults.push(error),
  }).catch(async (error) => {
    await journal.close();
    throw error;
  });
  return { run: begun, journal, venue, faults };
}

/** A desk that has begun. */
export async function beginLiveDesk(parts: LiveDeskParts) {
  const { run, journal, venue, faults } = await startLiveDesk(parts);
  if (!run.ok) throw new Error(`${run.code}: ${run.message}`);
  const end = async () => {
    const ended = await run.value.stop();
    await journal.close();
    venue.close();
    return ended;
  };
  /** As by a kill: nothing is canceled, nothing asked, the run's own journal not closed. */
  const die = async () => {
    dead.push(run.value);
    run.value.desk.execution.abandon();
    await run.value.desk.close();
    await run.value.recording.stop();
    await journal.close();
    venue.close();
  };
  return { run: run.value, end, die, faults };
}

/** Dollars and shares as the desk itself has them, by token of the venue. */
export function bookedBy({ session }: LiveRun) {
  const { account, markets } = session.session.engine.state;
  const shares = new Map<TokenId, Shares>();
  for (const [index, { traded }] of account.positions()) {
    const token = markets[marketOf(index)]?.tokens[outcomeOf(index)];
    if (token !== undefined && traded !== 0) shares.set(token, traded);
  }
  return { cash: account.cash as number, shares };
}

/**
 * What the exchange's ledger says the wallet has, of markets that a desk knew to be open when it
 * ended: the exchange goes on paying out. `held`: the desk's shares then, by token of the venue.
 */
export function walletThen({ exchange }: ServedExchange, held: ReadonlyMap<TokenId, Shares>) {
  const wallet = exchange.venue.wallets.get(ANVIL_ADDRESS.toLowerCase());
  let cash = wallet?.account.cash ?? 0;
  const shares = new Map<TokenId, Shares>();
  for (const market of exchange.venue.markets.all) {
    for (const outcome of [0, 1] as const) {
      const token = market.listing.market.tokens[outcome];
      const had = held.get(token) ?? 0;
      const { payout } = market;
      if (payout !== undefined) {
        const paid = outcome === 0 ? payout : complement(payout);
        cash -= mulDiv(had, paid, SCALE, 'down');
        if (had !== 0) shares.set(token, had as Shares);
        continue;
      }
      const has = wallet?.account.position(tokenIndex(market.index, outcome))?.traded ?? NO_SHARES;
      if (has !== 0) shares.set(token, has);
    }
  }
  return { cash, shares };
}

/** Dollars and shares of the desk's wallet as the exchange has them. */
export function walletAt({ exchange }: ServedExchange) {
  const wallet = exchange.venue.wallets.get(ANVIL_ADDRESS.toLowerCase());
  const held = [...(wallet?.account.positions() ?? [])].filter(([, { traded }]) => traded !== 0);
  return {
    cash: wallet?.account.cash as Usd,
    shares: held.map(([, { traded }]) => traded).sort((a, b) => a - b),
    open: wallet?.account.openOrders,
  };
}
