import { z } from 'zod';
import { MICROS_PER_SECOND, type Timestamp } from '../../domain/units.ts';
import { FastClock } from '../../net/fast-clock.ts';
import { HttpClient } from '../../net/http-client.ts';
import type { HttpDialect } from '../../net/http-outcome.ts';
import { SystemClock } from '../../net/system-clock.ts';
import type { Clock } from '../../ports/clock.ts';
import { SOFTWARE } from '../software.ts';

/** /local/clock: its time, µs UTC, and how many of its seconds are one of the machine's. */
const TOLD = z.object({ now_us: z.int().positive(), speed: z.number().positive() });

const TIMEOUT_MS = 2_000;
const BODY_BYTES_MOST = 1_000;
const PLAIN: HttpDialect = { limiter: () => undefined, outage: () => undefined };

/** The quickest of so many answers counts: the first one waits for the connection. */
const TIMES = 3;
/** Nearer than this to the machine's, at the same speed, it is the machine's. */
const SAME = MICROS_PER_SECOND;

/**
 * The clock by which an exchange on this machine lives, and with it whoever trades there: a desk of
 * another time would find its windows over, or not begun. The machine's own at an exchange that
 * does not tell, which is none of ours; undefined where nobody answers within two seconds.
 */
export async function exchangeClock(
  base: string,
  machine: Clock = new SystemClock(),
): Promise<Clock | undefined> {
  const http = new HttpClient({
    base,
    userAgent: `polydesk/${SOFTWARE.version}`,
    clock: machine,
    timeoutMs: TIMEOUT_MS,
    bodyBytesMost: BODY_BYTES_MOST,
    dialect: PLAIN,
  });
  let best: Told | undefined;
  for (let time = 0; time < TIMES; time++) {
    const told = await ask(http, machine);
    if (told === 'not told') return machine;
    if (told === 'silence') break;
    if (best === undefined || told.took < best.took) best = told;
  }
  return best && clockOf(best, machine);
}

function clockOf({ said, took, speed, at }: Told, machine: Clock): Clock {
  // It said so in the middle of the way, as far as we know.
  const since = Math.round((machine.monotonic() - at + took / 2) * speed);
  const now = (said + since) as Timestamp;
  const isMachines = speed === 1 && Math.abs(now - machine.now()) < SAME;
  return isMachines ? machine : new FastClock(machine, speed, now);
}

type Told = {
  /** What it said, µs UTC, and its speed. */
  readonly said: number;
  readonly speed: number;
  /** How long that took, and when it was heard, by the machine, µs. */
  readonly took: number;
  readonly at: number;
};

async function ask(http: HttpClient, machine: Clock): Promise<Told | 'not told' | 'silence'> {
  const asked = machine.monotonic();
  const answer = await http.request({ method: 'GET', path: '/local/clock' });
  const at = machine.monotonic();
  if (answer.kind === 'unknown' && answer.status === undefined) return 'silence';
  const told = answer.kind === 'ok' ? TOLD.safeParse(answer.body) : undefined;
  if (told?.success !== true) return 'not told';
  return { said: told.data.now_us, speed: told.data.speed, took: at - asked, at };
}
