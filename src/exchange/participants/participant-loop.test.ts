import { describe, expect, test } from 'vitest';
import { at } from '../../../test/support/a-market.ts';
import { LocalBench } from '../../../test/support/local-venue.ts';
import { tokenIndex } from '../../domain/ids.ts';
import { BID } from '../../domain/side.ts';
import { NEVER, type Price, type Shares, type Timestamp, type Usd } from '../../domain/units.ts';
import type { Participant } from './floor.ts';
import { Inside } from './inside.ts';
import { ParticipantLoop } from './participant-loop.ts';
import { resting } from './token-market.ts';

const SECOND = 1_000_000;

/** Acts every so many seconds; `acts` has when, in seconds after noon. */
function clockwork(name: string, every: number, act: Participant['act'] = () => NEVER) {
  const acts: number[] = [];
  const participant: Participant = {
    name,
    act: (floor, trader, now) => {
      acts.push((now - at(0)) / SECOND);
      act(floor, trader, now);
      return (now + every * SECOND) as Timestamp;
    },
  };
  return { participant, acts };
}

function stage(...participants: readonly Participant[]) {
  const bench = new LocalBench();
  const inside = new Inside(bench.venue, () => undefined);
  const stops: [string, unknown][] = [];
  const loop = new ParticipantLoop({
    inside,
    inhabitants: participants.map((participant) => ({ participant, cash: (100 * SECOND) as Usd })),
    onStopped: (name, error) => stops.push([name, error]),
  });
  loop.start();
  return { ...bench, bench, inside, loop, stops };
}

describe('participants', () => {
  test('act when they want to', () => {
    const [one, two] = [clockwork('one', 1), clockwork('two', 2.5)];
    const { bench } = stage(one.participant, two.participant);
    bench.clock.advance(5_000);
    expect(one.acts).toEqual([0, 1, 2, 3, 4, 5]);
    expect(two.acts).toEqual([0, 2.5, 5]);
  });

  test('act once for all that the machine slept through', () => {
    const one = clockwork('one', 1);
    const { bench } = stage(one.participant);
    bench.clock.advance(1_000);
    // What a sleeping machine looks like from inside: time is gone, no timer ran.
    const { now } = bench.venue;
    bench.venue.now = () => (now.call(bench.venue) + 3_600 * SECOND) as Timestamp;
    bench.clock.advance(1_000);
    expect(one.acts).toEqual([0, 1, 3_602]);
  });

  test('that fail are stopped and their orders canceled, and the others go on', () => {
    const quoting = clockwork('quoting', 1, (_floor, trader, now) => {
      if (now > at(2)) throw new Error('out of ideas');
      trader.submit(tokenIndex(0 as never, 0), resting('buy', 300_000 as Price, 5e6 as Shares));
      return NEVER;
    });
    const other = clockwork('other', 1);
    const { bench, loop, stops } = stage(quoting.participant, other.participant);
    bench.clock.advance(2_000);
    expect(bench.market.depth.sizeAt(BID, 300_000 as Price)).toBe(15e6);
    bench.clock.advance(3_000);
    expect(loop.stopped).toEqual(['quoting']);
    expect(stops).toEqual([['quoting', new Error('out of ideas')]]);
    expect(bench.market.depth.best(BID)).toBeUndefined();
    expect([quoting.acts.at(-1), other.acts.at(-1)]).toEqual([3, 5]);
  });

  test.each([0, Number.NaN, -1])('that want to come again %s s later are stopped', (every) => {
    const hasty = clockwork('hasty', every);
    const { bench, loop } = stage(hasty.participant);
    bench.clock.advance(1_000);
    expect(hasty.acts).toEqual([0]);
    expect(loop.stopped).toEqual(['hasty']);
  });

  test('that never want to come again need no timer', () => {
    const done = clockwork('done', Number.POSITIVE_INFINITY);
    const { bench, loop } = stage(done.participant);
    bench.clock.advance(1_000);
    expect([done.acts, loop.stopped, bench.clock.waiting]).toEqual([[0], [], 0]);
  });

  test('do nothing after the end', () => {
    const one = clockwork('one', 1);
    const { bench, loop } = stage(one.participant);
    bench.clock.advance(1_500);
    loop.stop();
    bench.clock.advance(5_000);
    expect([one.acts, bench.clock.waiting]).toEqual([[0, 1], 0]);
  });
});
