import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { VirtualClock } from '../../test/support/virtual-clock.ts';
import { MICROS_PER_SECOND, type Timestamp } from '../domain/units.ts';
import { ServerClock } from './server-clock.ts';

const SECOND = MICROS_PER_SECOND;

/** A server that is ahead of our wall clock by so much, tells whole seconds, and takes its time. */
function stage(aheadMs: number) {
  const clock = new VirtualClock();
  const server = new ServerClock(clock);
  let offset = clock.now() - clock.monotonic() + aheadMs * 1_000;
  const truth = () => clock.monotonic() + offset;
  const ask = (thereMs: number, backMs: number) => {
    const sentAt = clock.monotonic();
    clock.advance(thereMs);
    const told = (Math.floor(truth() / SECOND) * SECOND) as Timestamp;
    clock.advance(backMs);
    server.learn({ sentAt, receivedAt: clock.monotonic(), told, resolution: SECOND });
  };
  const errorMs = () => Math.abs((server.now() ?? Number.NaN) - truth()) / 1_000;
  const set = (ms: number) => {
    offset += ms * 1_000;
  };
  return { clock, server, ask, errorMs, set };
}

describe('a server’s clock', () => {
  test('is unknown before it has told its time', () => {
    const { server } = stage(0);
    expect(server.uncertaintyMs).toBe(Number.POSITIVE_INFINITY);
    expect([server.now(), server.skewMs]).toEqual([undefined, undefined]);
  });

  test('is known within the bounds of its answers, which get narrower', () => {
    const waits = fc.array(
      fc.tuple(
        fc.integer({ min: 1, max: 400 }),
        fc.integer({ min: 1, max: 400 }),
        fc.integer({ min: 0, max: 5_000 }),
      ),
      { minLength: 1, maxLength: 30 },
    );
    fc.assert(
      fc.property(fc.integer({ min: -86_400_000, max: 86_400_000 }), waits, (ahead, rounds) => {
        const { clock, server, ask, errorMs } = stage(ahead);
        let first: number | undefined;
        for (const [there, back, pause] of rounds) {
          ask(there, back);
          first ??= server.uncertaintyMs;
          expect(errorMs()).toBeLessThanOrEqual(server.uncertaintyMs + 0.001);
          clock.advance(pause);
        }
        // A minute of drift at most widens them again by a few ms.
        expect(server.uncertaintyMs).toBeLessThanOrEqual(first! + 20);
        expect(server.jumps).toBe(0);
      }),
    );
  });

  test('comes below a tenth of a second from whole seconds', () => {
    const { clock, server, ask, errorMs } = stage(-1_234);
    for (let i = 0; i < 40; i++) {
      ask(20, 30);
      clock.advance(1_070);
    }
    expect(server.uncertaintyMs).toBeLessThan(100);
    expect(errorMs()).toBeLessThan(100);
    expect(Math.abs((server.skewMs ?? 0) - 1_234)).toBeLessThan(100);
  });

  test('does not follow a wall clock that is set, but tells how wrong it is', () => {
    const { clock, server, ask } = stage(0);
    ask(10, 10);
    const before = server.now();
    clock.stepWall(-3_600_000);
    expect(server.now()).toBe(before);
    expect(Math.round((server.skewMs ?? 0) / 60_000)).toBe(-60);
  });

  test('that was set is believed anew, and the jump is counted', () => {
    const { server, ask, errorMs, set } = stage(0);
    ask(10, 10);
    set(60_000);
    ask(10, 10);
    expect(server.jumps).toBe(1);
    expect(errorMs()).toBeLessThan(600);
  });
});
