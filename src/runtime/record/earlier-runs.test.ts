import { afterEach, describe, expect, test } from 'vitest';
import { chosenVenue } from '../../../test/support/chosen-venue.ts';
import { eventually } from '../../../test/support/eventually.ts';
import { decided } from '../../../test/support/gamma-server.ts';
import { temporaryFolder } from '../../../test/support/imported.ts';
import { loopbackRecording } from '../../../test/support/loopback-recording.ts';
import { loopbackVenue } from '../../../test/support/loopback-venue.ts';
import { startLog } from '../../../test/support/made-up-log.ts';
import { Duck } from '../../archive/duck.ts';
import { openDatasets, readMarkets, readResolutions } from '../../archive/open-datasets.ts';
import { verifyArchive } from '../../archive/verify-archive.ts';
import type { TokenId } from '../../domain/ids.ts';
import { UNTOLD } from '../../domain/market-facts.ts';
import type { Timestamp } from '../../domain/units.ts';
import type { Venue } from '../venue.ts';
import { LiveRecording, type LiveRecordingOptions } from './live-recording.ts';

const open: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const close of open.splice(0).reverse()) await close();
});

async function run(venue: Venue, root: string, change: Partial<LiveRecordingOptions> = {}) {
  const kinds: string[] = [];
  const recording = await LiveRecording.start({
    ...loopbackRecording({ venue, root, dataset: 'exchange', assets: [] }),
    onNews: (one) => kinds.push(one.kind === 'market' ? one.news.kind : one.kind),
    ...change,
  });
  open.push(() => recording.stop());
  return { recording, kinds };
}

const named = (...names: string[]) => ({ choice: { names, top: undefined, refreshMs: 50 } });

/** Winners of the archive by slug, once no check finds a fault in it. */
async function winners(root: string) {
  expect((await verifyArchive(root))[0]?.checks.filter(({ faults }) => faults > 0)).toEqual([]);
  const duck = await Duck.open();
  const [dataset] = await openDatasets(root);
  const slugs = new Map(
    (await readMarkets(duck, dataset!)).map(({ number, facts }) => [number, facts.slug]),
  );
  const told = await readResolutions(duck, dataset!);
  duck.close();
  return [...told].map(([market, { resolution }]) => [slugs.get(market), resolution.payout]);
}

describe('a market that an earlier run recorded', () => {
  test('and that is decided after it gets its winner from the next run', async () => {
    const { gamma, venue } = await chosenVenue([{}, {}]);
    const root = temporaryFolder();
    const first = await run(venue, root, named('market-1', 'market-2'));
    await eventually(() => first.recording.venueRecorder.channel.counters.messages >= 4);
    gamma.change(1, { closed: true, acceptingOrders: false });
    await first.recording.stop();
    expect(await winners(root)).toEqual([]);
    gamma.change(1, decided(['1', '0']));
    const second = await run(venue, root);
    await eventually(() => second.kinds.includes('resolved'));
    // One that trades still is asked about, but nobody chose it in this run.
    await eventually(() => second.kinds.includes('accepting'));
    expect(second.recording.venueRecorder.watched).toEqual([]);
    await second.recording.stop();
    expect(await winners(root)).toEqual([['market-1', 1_000_000]]);
  });

  test('is recorded again when it is chosen again, however late', async () => {
    const { gamma, venue } = await chosenVenue([{}, {}]);
    const root = temporaryFolder();
    const first = await run(venue, root, named('market-1', 'market-2'));
    await eventually(() => first.recording.venueRecorder.watched.length === 2);
    await first.recording.stop();
    const { recording, kinds } = await run(venue, root, named('group'));
    await eventually(() => kinds.filter((kind) => kind === 'accepting').length === 2);
    expect(recording.venueRecorder.watched).toEqual([]);
    gamma.groups.set('group', [1]);
    await eventually(() => recording.venueRecorder.watched.length > 0);
    expect(recording.venueRecorder.watched).toEqual(['market-1']);
  });

  test('and that is recorded again is asked for the prints between', async () => {
    const { venue } = await chosenVenue([{}, {}]);
    const root = temporaryFolder();
    const first = await run(venue, root, named('market-1'));
    await eventually(() => first.recording.venueRecorder.channel.counters.messages >= 2);
    expect(first.recording.venueRecorder.backfill?.counts.gaps).toBe(0);
    await first.recording.stop();
    const { recording } = await run(venue, root, named('market-1'));
    // One of each token.
    await eventually(() => recording.venueRecorder.backfill?.counts.gaps === 2);
  });

  test('as a window gets its winner too', async () => {
    const { venue, winners: told } = await loopbackVenue();
    const root = temporaryFolder();
    const opens = Math.floor(Date.now() / 300_000) * 300 - 900;
    const at = ((opens + 290) * 1_000_000) as Timestamp;
    const slug = `btc-updown-5m-${opens}`;
    const log = await startLog(root, { dataset: 'exchange' }, at);
    const tokens = [`${opens}1` as TokenId, `${opens}2` as TokenId] as const;
    log.declare({ ...UNTOLD, slug, tokens, source: 'made up' }, at);
    await log.stop(at);
    told.set(opens, 'Down');
    const { recording, kinds } = await run(venue, root, { assets: ['btc'] });
    await eventually(() => kinds.includes('resolved'));
    expect(recording.venueRecorder.watched).not.toContain(slug);
    await recording.stop();
    expect(await winners(root)).toEqual([[slug, 0]]);
  });
});
