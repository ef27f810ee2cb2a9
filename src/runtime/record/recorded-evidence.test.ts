import { expect, onTestFinished, test } from 'vitest';
import { eventually } from '../../../test/support/eventually.ts';
import { temporaryFolder } from '../../../test/support/imported.ts';
import { KEY, KEY_WORDS } from '../../../test/support/key-words.ts';
import { loggedRecords } from '../../../test/support/logged-frames.ts';
import { loopbackRecording } from '../../../test/support/loopback-recording.ts';
import { loopbackVenue, rtdsPrints } from '../../../test/support/loopback-venue.ts';
import { archiveInfo } from '../../archive/archive-info.ts';
import { verifyArchive } from '../../archive/verify-archive.ts';
import type { ConditionId } from '../../domain/ids.ts';
import type { Timestamp } from '../../domain/units.ts';
import { LiveRecording, type RecordingNews } from './live-recording.ts';
import { statusOf } from './recording-status.ts';

async function stage(eventMetadata: Record<string, string>) {
  const root = temporaryFolder();
  const loopback = await loopbackVenue();
  loopback.told.eventMetadata = eventMetadata;
  const news: RecordingNews[] = [];
  const heard = { venue: loopback.venue, root, dataset: 'exchange', credentials: KEY };
  const recording = await LiveRecording.start(
    loopbackRecording({ ...heard, onNews: (one) => news.push(one) }),
  );
  onTestFinished(() => recording.stop());
  const notes = () => news.flatMap((one) => (one.kind === 'note' ? [one.text] : []));
  return { ...loopback, root, recording, news, notes };
}

test('a window’s strike and the venue’s price to beat go from log to archive', async () => {
  const { recording, rtds, root, notes } = await stage({ priceToBeat: '70000.25' });
  await eventually(() => recording.prices.counts.prints >= 2 && statusOf(recording).markets >= 1);
  const opened = Math.floor(Date.now() / 300_000) * 300_000;
  for (const print of rtdsPrints(opened)) rtds.last.say(JSON.stringify(print));
  await eventually(() => statusOf(recording).strikes.differed > 0);
  expect(statusOf(recording).strikes).toMatchObject({ agreed: 0 });
  expect(notes().find((text) => text.includes('our price'))).toMatch(
    /^btc-updown-5m-\d+: our price at the opening is 70000.5, the venue says 70000.25; both/,
  );
  await recording.stop();
  const strikes = (await loggedRecords(root, 'exchange')).filter(
    ({ source }) => source === 'recorder/strike',
  );
  const said = strikes.map(({ text }) => JSON.parse(text) as { kind: string; value: number });
  expect(said).toContainEqual(expect.objectContaining({ kind: 'derived', value: 70_000_500_000 }));
  expect(said).toContainEqual(expect.objectContaining({ kind: 'official', value: 70_000_250_000 }));
  const [info] = await archiveInfo(root);
  expect(info?.strikes).toMatchObject({
    agreed: 0,
    differed: statusOf(recording).strikes.differed,
  });
  expect((await verifyArchive(root))[0]?.checks.filter(({ faults }) => faults > 0)).toEqual([]);
});

test('what the venue answers about a market is in the log as it came, and no secret', async () => {
  // It repeats our key: what a venue must not do is what a recorder must be ready for.
  const { recording, root } = await stage({ priceToBeat: '70000.25', said: KEY_WORDS.passphrase });
  await eventually(() => statusOf(recording).markets >= 3);
  await recording.stop();
  expect(statusOf(recording).shed).toBe(0);
  const records = await loggedRecords(root, 'exchange');
  const answers = records.filter(({ source }) => /^(gamma|clob\/market-info)/.test(source));
  const events = answers.filter(({ source }) => source === 'gamma/event');
  const slugs = events.map(({ text }) => (JSON.parse(text) as { slug: string }).slug);
  expect(slugs.length).toBeGreaterThanOrEqual(3);
  expect(new Set(slugs).size).toBe(slugs.length);
  expect(events[0]?.text).toContain('"eventMetadata":{"priceToBeat":"70000.25","said":"[secret]"}');
  const terms = answers.filter(({ source }) => source === 'clob/market-info');
  expect(terms).toHaveLength(slugs.length);
  expect(terms[0]?.text).toMatch(/^{"c":"0x0/);
  expect(new Set(answers.map(({ connection }) => connection))).toEqual(new Set([0]));
  const text = JSON.stringify(answers);
  for (const word of Object.values(KEY_WORDS)) expect(text).not.toContain(word);
  expect((await verifyArchive(root))[0]?.ok).toBe(true);
});

test('a price that the venue tells only with the confirmed winner is recorded', async () => {
  const { recording, root, told, news } = await stage({});
  await eventually(() => statusOf(recording).markets >= 3);
  const window = recording.catalogue.markets.find(({ state }) => state === 'trading');
  const { slug, conditionId } = window?.listed.facts ?? {};
  const look = () =>
    recording.catalogue.hint({
      kind: 'MarketResolved',
      market: conditionId as ConditionId,
      tsEvent: 1 as Timestamp,
      winner: undefined,
      label: undefined,
    });
  const heard = (kind: string) =>
    news.some(
      (one) =>
        one.kind === 'market' &&
        one.news.kind === kind &&
        'market' in one.news &&
        one.news.market.listed.facts.slug === slug,
    );
  told.winner = 'Up';
  await eventually(() => {
    look();
    return heard('resolved');
  });
  expect(recording.venueRecorder.watched).not.toContain(slug);
  told.eventMetadata = { priceToBeat: '70000.25' };
  await eventually(() => {
    look();
    return heard('priced');
  });
  await recording.stop();
  const said = (await loggedRecords(root, 'exchange')).map(({ source, text }) => ({
    source,
    text,
  }));
  const isOf = (source: string) => (one: { source: string }) => one.source === source;
  const resolution = said.findIndex(isOf('recorder/resolution'));
  expect(said.findLastIndex(isOf('recorder/strike'))).toBeGreaterThan(resolution);
  expect((await archiveInfo(root))[0]?.strikes.unknown).toBe(1);
  expect((await verifyArchive(root))[0]?.ok).toBe(true);
});
