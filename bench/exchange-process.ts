// The local exchange in a process of its own. Says where it is. Lines on stdin ask for processor
// time that it has taken ("processor", seconds), or for changes of a level ("pace 1000", a second):
// it says when the first is due, in ns of the machine's monotonic clock.
import { Socket } from 'node:net';
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
/** A sleep ends late by so much; and a change takes so long to become a frame, ns. */
const AHEAD_NS = 350_000;
const now = () => Number(process.hrtime.bigint());

/** Sockets that have been written to. */
const sockets = new Set<Socket>();
const write = Socket.prototype.write as (this: Socket, ...words: unknown[]) => boolean;
Socket.prototype.write = function (this: Socket, ...words: unknown[]) {
  if (!sockets.has(this)) this.once('close', () => sockets.delete(this));
  sockets.add(this);
  return write.apply(this, words);
};

/**
 * Frames are made ahead and held back in their sockets until they are due: what an exchange does on
 * the same processor is no part of a desk's time.
 */
function pace(rate: number): void {
  const first = now() + 1e8;
  process.stdout.write(`${first}\n`);
  let sequence = 0;
  const turn = () => {
    const due = first + (sequence * 1e9) / rate;
    // A processor that only waits belongs to whoever is measured.
    const ms = (due - AHEAD_NS - now()) / 1e6;
    if (ms > 0) Atomics.wait(sleeper, 0, 0, ms);
    const held = [...sockets];
    for (const socket of held) socket.cork();
    exchange.venue.play(change(sequence++));
    while (now() < due);
    for (const socket of held) socket.uncork();
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
  const { user, system } = process.cpuUsage();
  process.stdout.write(`${(user + system) / 1e6}\n`);
});
process.stdin.on('close', () => process.exit());
