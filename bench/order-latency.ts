import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { type MarketIndex, tokenIndex } from '../src/domain/ids.ts';
import { Secret } from '../src/domain/secret.ts';
import { BID } from '../src/domain/side.ts';
import { NEVER, type Price, type Shares, type Usd } from '../src/domain/units.ts';
import type { StrategyDefinition } from '../src/ports/strategy.ts';
import { addKey } from '../src/runtime/keys.ts';
import { LiveRun } from '../src/runtime/live/live-run.ts';
import { openWallet } from '../src/runtime/live/open-wallet.ts';
import { openVenue, servicesAt } from '../src/runtime/venue.ts';
import { FileJournal } from '../src/store/journal/file-journal.ts';
import { A_HOST } from '../test/support/a-host.ts';
import { ANVIL_ADDRESS, ANVIL_KEY } from '../test/support/anvil.ts';
import { strategyRun } from '../test/support/backtest-options.ts';
import { loopbackRecording } from '../test/support/loopback-recording.ts';
import { PACED_PRICE, pacedSequence } from './paced-level.ts';
import type { Result, Section } from './section.ts';
import { ServedExchange } from './served-exchange.ts';
import { significant } from './spread.ts';

const RATE = 1_000;
/** The venue's limits let 40 orders a second through: each 40th frame is answered by one. */
const FRAMES_PER_ORDER = 40;
const WARM_UP_S = 10;
const SECONDS = 60;

type LatencyCase = { readonly seconds: number };

/**
 * From when a frame was due to leave the exchange, and left, to the order signed by the signer's
 * thread: at a steady rate, whatever becomes of the frames before.
 */
export const orderLatency: Section<LatencyCase> = {
  name: 'order-latency',
  title: `${RATE} frames/s, open loop, through recorder, engine and gate to signed order bytes`,
  heading: ['orders', 'p50 ms', 'p99 ms', 'p99.9 ms', 'most ms', 'of it signing, p50 ms', 'share'],
  nodeFlags: [],
  cases() {
    return [{ seconds: SECONDS }];
  },
  measure,
};

type Samples = {
  /** What ended the desk before its time. */
  fault: unknown;
  /** Orders by the change that they answer: when they were signed, monotonic ns. */
  readonly signed: Map<number, number>;
  readonly signing: number[];
  first: number | undefined;
};

async function measure({ seconds }: LatencyCase): Promise<readonly Result[]> {
  const exchange = await ServedExchange.start();
  const root = mkdtempSync(join(tmpdir(), 'polydesk-bench-'));
  const samples: Samples = {
    fault: undefined,
    signed: new Map(),
    signing: [],
    first: undefined,
  };
  const answered = { sequence: -1 };
  const end = await liveOn(exchange, root, samples, answered);
  await wait(2_000);
  const first = await exchange.pace(RATE);
  await wait(WARM_UP_S * 1_000);
  samples.first = first;
  await wait(seconds * 1_000);
  samples.first = undefined;
  await end();
  exchange.stop();
  rmSync(root, { recursive: true, force: true });
  if (samples.fault !== undefined) throw samples.fault;
  return [resultOf(samples, (sequence) => first + (sequence * 1e9) / RATE)];
}

async function liveOn(
  exchange: ServedExchange,
  root: string,
  samples: Samples,
  answered: { sequence: number },
): Promise<() => Promise<void>> {
  const venue = openVenue(servicesAt(exchange.base));
  const key = join(root, 'key.json');
  const passphrase = new Secret('of a bench');
  await addKey(key, new Secret(ANVIL_KEY), passphrase);
  const limits = { maxOrder: 1e9 as Usd, maxDay: 1e15 as Usd };
  const opened = await openWallet(key, passphrase, venue, limits);
  if (!opened.ok) throw new Error(opened.message);
  const { credentials, sign, signer, arm } = opened.value;
  arm(NEVER);
  const journal = await FileJournal.open({ path: join(root, 'orders.journal') });
  const options = strategyRun(root, 'do-nothing');
  const definition = answering(exchange.slug, answered);
  const started = await LiveRun.start({
    recording: loopbackRecording({ venue, root, dataset: 'bench', frames: ['4h'] }),
    run: { ...options, strategies: [{ name: 'answering', definition, parameters: {} }] },
    account: { maker: ANVIL_ADDRESS, signer: ANVIL_ADDRESS, signatureType: 0 },
    signer: ANVIL_ADDRESS,
    credentials,
    sign: (unsigned, contract) => {
      const before = Number(process.hrtime.bigint());
      const signed = sign(unsigned, contract);
      if (signed instanceof Promise) throw new Error('the signer answers later');
      if (!signed.ok) throw new Error(signed.message);
      const after = Number(process.hrtime.bigint());
      if (samples.first !== undefined) {
        samples.signed.set(answered.sequence, after);
        samples.signing.push((after - before) / 1e6);
      }
      return signed;
    },
    host: A_HOST,
    journal,
    charts: 0,
    onNotice: () => {},
    onFault: (error) => {
      samples.fault = error;
    },
  });
  if (!started.ok) throw new Error(started.message);
  return async () => {
    await started.value.stop();
    await journal.close();
    await signer.close();
    venue.close();
  };
}

/** Answers each so many changes of the paced level by an order that nothing can fill. */
function answering(slug: string, answered: { sequence: number }): StrategyDefinition {
  const create = () => ({
    onBook: (market: MarketIndex, view: Parameters<OnBook>[1], desk: Parameters<OnBook>[2]) => {
      if (view.markets[market]?.slug !== slug) return;
      const token = tokenIndex(market, 0);
      const sequence = pacedSequence(view.sizeAt(token, BID, PACED_PRICE as Price));
      if (sequence === undefined || sequence % FRAMES_PER_ORDER !== 0) return;
      if (sequence === answered.sequence) return;
      answered.sequence = sequence;
      const terms = {
        token,
        side: 'buy',
        price: 10_000 as Price,
        size: 100_000_000 as Shares,
        timeInForce: 'FOK',
        postOnly: false,
        expiresAt: undefined,
      } as const;
      desk.submit(terms, { code: 'bench', numbers: {} });
    },
  });
  return { name: 'answering', summary: '', parameters: {}, create };
}

type OnBook = NonNullable<ReturnType<StrategyDefinition['create']>['onBook']>;

function resultOf({ signed, signing }: Samples, startOf: (sequence: number) => number): Result {
  const whole = [...signed].map(([sequence, at]) => (at - startOf(sequence)) / 1e6);
  const sorted = whole.sort((a, b) => a - b);
  const at = (share: number) => sorted[Math.floor(share * (sorted.length - 1))] ?? Number.NaN;
  const [p50, p99, p999, most] = [at(0.5), at(0.99), at(0.999), at(1)];
  const own = [...signing].sort((a, b) => a - b)[signing.length >> 1] ?? Number.NaN;
  const share = own / p50;
  const ms = [p50, p99, p999, most, own].map(significant);
  return {
    cells: [String(whole.length), ...ms, `${Math.round(100 * share)} %`],
    figures: {
      orders: whole.length,
      p50,
      p99,
      p999,
      most,
      signing: own,
      signingShare: share,
    },
  };
}
