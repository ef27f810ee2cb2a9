// The local exchange in a process of its own. Says where it is. Lines on stdin ask for processor
// time that it has taken ("processor", seconds), or for changes of a level ("pace 1000", a second):
// it says when the first is due, in ns of the machine's monotonic clock; "sent" asks when each of
// them had been handed to the sockets.
import { createInterface } from 'node:readline';
import { FLAG_LAST, KIND_LEVEL, type Tape } from '../src/domain/tape.ts';
import type { Usd } from '../src/domain/units.ts';
import { serveExchange } from '../test/support/local-exchange.ts';
import { tapeOf } from '../test/support/tape-rows.ts';
import { PACED_PRICE, pacedSize } from './paced-level.ts';

const { exchange, market } = await serveExchange({ openingCash: 1e14 as Usd });
const { tokens, slug } = market.listing.market;
process.stdout.write(`${JSON.stringify({ base: exchange.base, tokens, slug })}\n`);

function change(sequence: number): Tape {
  const at = exchange.venue.now();
  const level = { kind: KIND_LEVEL, at, market: market.index, price: PACED_PRICE };
  return tapeOf([{ ...level, size: pacedSize(sequence), flags: FLAG_LAST }]);
}

const sleeper = new Int32Array(new SharedArrayBuffer(4));
/** A sleep ends late by so much: from there on it is waited for awake, ns. */
const WAKE_NS = 150_000;
const now = () => Number(process.hrtime.bigint());
/** When each change's frames had been handed to the sockets, monotonic ns. */
const sent: number[] = [];

function pace(rate: number): void {
  const first = now() + 1e8;
  process.stdout.write(`${first}\n`);
  const turn = () => {
    const due = first + (sent.length * 1e9) / rate;
    // A processor that only waits belongs to whoever is measured.
    const ms = (due - WAKE_NS - now()) / 1e6;
    if (ms > 0) Atomics.wait(sleeper, 0, 0, ms);
    while (now() < due);
    exchange.venue.play(change(sent.length));
    sent.push(now());
    setImmediate(turn);
  };
  turn();
}

createInterface(process.stdin).on('line', (line) => {
  const [word, rate] = line.split(' ');
  if (word === 'pace') {
    pace(Number(rate));
    return;
  }
  if (word === 'sent') {
    process.stdout.write(`${JSON.stringify(sent)}\n`);
    return;
  }
  const { user, system } = process.cpuUsage();
  process.stdout.write(`${(user + system) / 1e6}\n`);
});
process.stdin.on('close', () => process.exit());
