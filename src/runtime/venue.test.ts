import { expect, onTestFinished, test } from 'vitest';
import { eventually } from '../../test/support/eventually.ts';
import { HttpServer } from '../../test/support/http-server.ts';
import { oneHost } from '../../test/support/one-host.ts';
import { openVenue } from './venue.ts';

/** A venue that takes every question and answers none. */
async function silentVenue() {
  const http = await HttpServer.open();
  onTestFinished(() => http.close());
  http.answer = () => 'hang';
  return { http, venue: openVenue(oneHost(http.base)) };
}

test('questions under way end with the venue, and are not asked again', async () => {
  const { http, venue } = await silentVenue();
  const asked = [venue.gammaSource.marketBySlug('a'), venue.gammaSource.eventBySlug('b')];
  await eventually(() => http.received.length === 2);
  venue.close();
  const answers = await Promise.all(asked);
  expect(answers.map(({ ok }) => ok)).toEqual([false, false]);
  expect(await venue.gammaSource.marketBySlug('c')).toMatchObject({ ok: false, code: 'given_up' });
  expect(http.received).toHaveLength(2);
});

test('hundreds of questions under way are no leak that Node warns of', async () => {
  const { http, venue } = await silentVenue();
  const warnings: string[] = [];
  const warned = (warning: Error) => warnings.push(warning.message);
  process.on('warning', warned);
  onTestFinished(() => void process.off('warning', warned));
  const asked = Array.from({ length: 40 }, (_, n) => venue.gammaSource.marketBySlug(`m-${n}`));
  await eventually(() => http.received.length === 40);
  venue.close();
  await Promise.all(asked);
  expect(warnings).toEqual([]);
});
