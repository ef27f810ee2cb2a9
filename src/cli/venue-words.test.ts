import { expect, test } from 'vitest';
import { venueInWords } from './venue-words.ts';

const HEARD = Date.UTC(2026, 3, 13, 12, 0, 5) * 1_000;
const well = { mode: 'normal', heartbeat: 'healthy', userChannel: 'open', heardAt: HEARD };
const after = (seconds: number) => HEARD + seconds * 1_000_000;

test('a venue that answers is told as it is', () => {
  const said = 'venue normal, heartbeat healthy, user channel open';
  expect(venueInWords(well, after(5))).toBe(said);
  expect(venueInWords({ ...well, heardAt: undefined }, after(60))).toBe(said);
});

test('of one that is silent it is said since when nothing was heard', () => {
  expect(venueInWords(well, after(8))).toBe(
    'venue normal, heartbeat healthy, user channel open: ' +
      'NOTHING HEARD since 12:00:05 UTC (8 s)',
  );
  // Its socket has closed: nobody has to wait for the next heartbeat to know that.
  expect(venueInWords({ ...well, userChannel: 'waiting' }, after(2))).toMatch(
    /user channel waiting: NOTHING HEARD since 12:00:05 UTC \(2 s\)$/,
  );
});
