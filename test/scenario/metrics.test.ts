// The metrics of desks that run, read as Prometheus reads them, by a parser that forgives nothing.
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { expect, test } from 'vitest';
import type { StrategyIndex } from '../../src/domain/ids.ts';
import { UNTOLD } from '../../src/domain/market-facts.ts';
import type { Timestamp } from '../../src/domain/units.ts';
import { DEFAULT_RISK_LIMITS } from '../../src/risk/risk-limits.ts';
import { askDesk } from '../../src/runtime/desk/ask-desk.ts';
import { runningDesks } from '../../src/runtime/desk/desk-file.ts';
import { PaperRun } from '../../src/runtime/live/paper-run.ts';
import { liveMetrics, paperMetrics } from '../../src/runtime/metrics/run-metrics.ts';
import { Buckets } from '../../src/server/metrics/buckets.ts';
import { METRIC_NAMES } from '../../src/server/metrics/metrics.ts';
import { strategyRun } from '../support/backtest-options.ts';
import { eventually } from '../support/eventually.ts';
import { temporaryFolder } from '../support/imported.ts';
import { startLiveDesk } from '../support/live-desk.ts';
import { serveExchange } from '../support/local-exchange.ts';
import { loopbackRecording } from '../support/loopback-recording.ts';
import { loopbackVenue } from '../support/loopback-venue.ts';
import { readPrometheusText, type TextFamily } from '../support/prometheus-text.ts';
import { endOf, startPolydesk } from '../support/run-command.ts';

type Families = ReadonlyMap<string, TextFamily>;

/** The value with these labels; undefined: there is none. */
function told(families: Families, name: string, labels: Record<string, string> = {}) {
  const samples = families.get(name)?.samples ?? [];
  const asked = Object.entries(labels);
  return samples.find(({ labels: own }) => asked.every(([label, value]) => own[label] === value))
    ?.value;
}

function provenancesIn(families: Families): ReadonlySet<string> {
  const samples = [...families.values()].flatMap((family) => family.samples);
  return new Set(samples.flatMap(({ labels: { provenance } }) => provenance ?? []));
}

function seriesIn(families: Families): number {
  return [...families.values()].reduce((sum, { samples }) => sum + samples.length, 0);
}

test('a demo tells Prometheus how it is doing, and that all of it is simulated', async () => {
  const home = temporaryFolder();
  const words = ['demo', '--dir', join(home, 'demo'), '--metrics-port', '0', '--for', '90'];
  const child = startPolydesk(words, { cwd: home, env: { HOME: home } });
  const ended = endOf(child);
  let said = '';
  child.stderr?.on('data', (text) => {
    said += text;
  });
  const address = () => /Metrics at (http:\/\/127\.0\.0\.1:\d+\/metrics)/.exec(said)?.[1];
  await eventually(() => address() !== undefined);
  const scrape = async () => {
    const answer = await fetch(address() as string);
    expect(answer.status).toBe(200);
    return readPrometheusText(await answer.text());
  };
  let families = await scrape();
  const first = families;
  const taker = { strategy: 'random', liquidity: 'taker' };
  const hasTraded = () => (told(families, 'polydesk_fills_total', taker) ?? 0) > 0;
  const isValued = () => told(families, 'polydesk_equity_dollars') !== undefined;
  while (!hasTraded() || !isValued()) {
    await sleep(200);
    families = await scrape();
  }
  expect([...families.keys()].sort()).toEqual([...METRIC_NAMES].sort());
  expect(provenancesIn(families)).toEqual(new Set(['simulated']));
  expect(told(families, 'polydesk_info', { mode: 'demo' })).toBe(1);
  expect(told(families, 'polydesk_trading')).toBe(1);
  expect(told(families, 'polydesk_risk_mode', { mode: 'normal' })).toBe(1);
  expect(told(families, 'polydesk_socket_connections', { socket: 'market' })).toBe(1);
  expect(told(families, 'polydesk_http_answers_total', { answer: 'ok' })).toBeGreaterThan(0);
  expect(told(families, 'polydesk_socket_gaps_total', { socket: 'market' })).toBe(0);
  const acks = families.get('polydesk_order_ack_seconds')?.samples ?? [];
  expect(acks.find(({ name }) => name.endsWith('_count'))?.value).toBeGreaterThan(0);
  const [equity, confirmed, pending] = ['', '_confirmed', '_pending'].map(
    (part) => told(families, `polydesk_equity${part}_dollars`) as number,
  );
  expect((confirmed as number) + (pending as number)).toBeCloseTo(equity as number, 6);
  // What a desk on paper cannot know is not told.
  expect(families.get('polydesk_orders_unknown')?.samples).toEqual([]);
  expect(families.get('polydesk_heartbeat_state')?.samples).toEqual([]);
  // What only grows has not become less.
  for (const [name, { type, samples }] of first) {
    if (type !== 'counter') continue;
    for (const { labels, value } of samples) {
      expect(told(families, name, labels), name).toBeGreaterThanOrEqual(value);
    }
  }
  // The same over the desk's own server, with its token.
  const [desk] = await runningDesks(join(home, '.polydesk', 'desks'));
  if (desk === undefined) throw new Error('the demo is not known');
  const { port, token } = desk;
  const own = `http://127.0.0.1:${port}/metrics`;
  const withToken = await fetch(own, { headers: { authorization: `Bearer ${token}` } });
  expect([...readPrometheusText(await withToken.text()).keys()].sort()).toEqual(
    [...METRIC_NAMES].sort(),
  );
  expect((await fetch(own)).status).toBe(401);
  await askDesk(desk, 'POST', '/stop');
  expect((await ended).status).toBe(0);
}, 120_000);

/** A program of the command line that tells its metrics; `said`: what it says of itself matches. */
async function measured(words: readonly string[], home: string, said: RegExp) {
  const env = { HOME: home };
  const child = startPolydesk([...words, '--metrics-port', '0'], { cwd: home, env });
  const ended = endOf(child);
  let text = '';
  child.stderr?.on('data', (more) => {
    text += more;
  });
  const address = /Metrics at (http:\S+\/metrics)\./;
  await eventually(() => said.test(text) && address.test(text));
  const scrape = async () => {
    const answer = await fetch(address.exec(text)?.[1] as string);
    return readPrometheusText(await answer.text());
  };
  const stop = async () => {
    child.kill('SIGINT');
    return (await ended).status;
  };
  return { said: said.exec(text)?.[1] ?? '', scrape, stop };
}

test('an exchange and a recorder tell of themselves, and nothing that they are not', async () => {
  const home = temporaryFolder();
  const served = ['exchange', '--port', '0', '--asset', 'btc', '--frame', '5m'];
  const exchange = await measured(served, home, /exchange at (http:\S+):/);
  const recorded = ['record', '--to', join(home, 'archive'), '--exchange', exchange.said];
  const recorder = await measured(recorded, home, /(Recording)\./);
  let families = await recorder.scrape();
  while ((told(families, 'polydesk_socket_frames_total', { socket: 'market' }) ?? 0) < 20) {
    await sleep(100);
    families = await recorder.scrape();
  }
  expect(told(families, 'polydesk_info', { mode: 'record', provenance: 'simulated' })).toBe(1);
  expect(told(families, 'polydesk_recorder_rows_total')).toBeGreaterThan(20);
  expect(told(families, 'polydesk_recorder_faults')).toBe(0);
  expect(families.get('polydesk_cash_dollars')?.samples).toEqual([]);
  expect(families.get('polydesk_trading')?.samples).toEqual([]);
  const own = await exchange.scrape();
  expect(told(own, 'polydesk_info', { mode: 'exchange', provenance: 'simulated' })).toBe(1);
  expect(told(own, 'polydesk_exchange_markets', { state: 'open' })).toBeGreaterThan(0);
  expect(told(own, 'polydesk_exchange_connections', { socket: 'market' })).toBe(1);
  expect(own.get('polydesk_recorder_rows_total')?.samples).toEqual([]);
  for (const one of [families, own]) expect(provenancesIn(one)).toEqual(new Set(['simulated']));
  expect(await recorder.stop()).toBe(130);
  expect(await exchange.stop()).toBe(130);
}, 120_000);

test('hundreds of markets, orders and codes make no more series', async () => {
  const root = temporaryFolder();
  const { venue } = await loopbackVenue();
  const paper = await PaperRun.start({
    mode: 'paper',
    recording: loopbackRecording({ venue, root, dataset: 'paper' }),
    run: strategyRun(root, 'do-nothing'),
    charts: 0,
    onAlarm: () => {},
    onFault: () => {},
  });
  const { engine } = paper.session.session;
  await eventually(() => engine.state.markets.length > 0);
  const limits = DEFAULT_RISK_LIMITS;
  const beside = { venue, limits, loops: () => [], alerts: () => undefined };
  const metrics = paperMetrics(paper, 'paper', beside);
  const before = readPrometheusText(await metrics.text());
  const known = engine.state.markets.length;
  for (let i = 0; i < 400; i++) {
    const at = venue.clock.now();
    const facts = { ...UNTOLD, slug: `made-up-${i}`, source: 'made up', outcomes: ['Yes', 'No'] };
    paper.session.declared(known + i, facts as never, at);
    paper.journal.append({
      kind: 'Answered',
      at,
      event: {
        kind: 'OrderRejected',
        order: i as never,
        code: `made-up-${i}`,
        message: '',
        tsEvent: at,
        tsInit: at as Timestamp,
      },
    });
  }
  expect(paper.session.fault).toBeUndefined();
  expect(engine.state.markets.length).toBe(known + 400);
  const after = readPrometheusText(await metrics.text());
  const rejected = after.get('polydesk_orders_rejected_total')?.samples ?? [];
  expect(rejected).toMatchObject([{ labels: { code: 'other' }, value: 400 }]);
  // Beside that one: what was counted of orders for the first time is there now.
  expect(seriesIn(after) - seriesIn(before)).toBeLessThan(40);
  expect(JSON.stringify([...after.values()])).not.toContain('made-up');
  metrics.close();
  await paper.stop();
}, 30_000);

test('a live desk tells of its venue, and after it has left it that all is simulated', async () => {
  const root = temporaryFolder();
  const served = await serveExchange({ frames: ['5m'], ahead: 1, tradesPerMinute: 0 });
  const run = strategyRun(root, 'do-nothing');
  const {
    run: begun,
    venue,
    journal,
  } = await startLiveDesk({
    served,
    folder: root,
    dataset: 'live',
    run,
  });
  if (!begun.ok) throw new Error(begun.message);
  const live = begun.value;
  const orders = new Buckets();
  orders.observe(0.002);
  // A venue that is not Polymarket is simulated, whoever trades there.
  const asLive = { ...venue, provenance: 'live' } as const;
  const alerts = () => ({ told: 3, refused: 0, dropped: 0, unmade: 2, waiting: 1 });
  const beside = { venue: asLive, limits: DEFAULT_RISK_LIMITS, loops: () => [], alerts };
  const metrics = liveMetrics(live, orders, beside);
  const families = readPrometheusText(await metrics.text());
  expect(told(families, 'polydesk_info', { mode: 'live', provenance: 'live' })).toBe(1);
  expect(told(families, 'polydesk_orders_unknown', { provenance: 'live' })).toBe(0);
  expect(told(families, 'polydesk_venue_mode', { mode: 'normal' })).toBe(1);
  expect(told(families, 'polydesk_socket_wanted', { socket: 'user' })).toBe(1);
  const states = families.get('polydesk_heartbeat_state')?.samples ?? [];
  expect(states.reduce((sum, { value }) => sum + value, 0)).toBe(1);
  expect(told(families, 'polydesk_cash_dollars', { provenance: 'live' })).toBeGreaterThan(0);
  const syncs = families.get('polydesk_journal_sync_seconds')?.samples ?? [];
  const ofOrders = syncs.filter(({ labels }) => labels.journal === 'orders');
  expect(ofOrders.find(({ name }) => name.endsWith('_count'))?.value).toBe(1);
  expect((await live.toPaper()).isOnPaper).toBe(true);
  const later = readPrometheusText(await metrics.text());
  expect(told(later, 'polydesk_cash_dollars', { provenance: 'simulated' })).toBeGreaterThan(0);
  expect(told(later, 'polydesk_cash_dollars', { provenance: 'live' })).toBeUndefined();
  expect(later.get('polydesk_orders_unknown')?.samples).toEqual([]);
  live.session.operate({ kind: 'Pause', strategy: 0 as StrategyIndex });
  const paused = readPrometheusText(await metrics.text());
  expect(told(paused, 'polydesk_strategy_state', { state: 'paused' })).toBe(1);
  metrics.close();
  await live.stop();
  await journal.close();
  venue.close();
  await served.exchange.stop();
}, 60_000);
