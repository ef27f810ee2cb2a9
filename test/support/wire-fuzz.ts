// One damaged text through one reader, and everything that must hold afterwards.
import { isDeepStrictEqual } from 'node:util';
import { Random } from '../../src/domain/random.ts';
import type { Refusal } from '../../src/domain/result.ts';
import { readMarketFrameCarefully } from '../../src/polymarket/wire/market/market-frame.ts';
import type { FrameReading } from '../../src/ports/venue-wire.ts';
import { mutateJson } from './mutate-json.ts';
import { disagreement, sameInput } from './wire-agreement.ts';
import { type AnyReading, type Family, families } from './wire-families.ts';
import { faultOf } from './wire-invariants.ts';

const LONGEST_MESSAGE = 300;
const CHANNELS: ReadonlySet<string> = new Set(['market frames', 'user frames']);

export type Fuzzed = {
  readonly family: Family;
  readonly sample: string;
  readonly text: string;
  readonly reading: AnyReading | undefined;
  /** What is wrong; undefined when all is well. */
  readonly fault: string | undefined;
};

/** The n-th damaged text of a seed, read and checked: the same everywhere. */
export function fuzz(seed: number, n: number, among: readonly Family[] = families): Fuzzed {
  const random = new Random(seed * 100_000_007 + n, 'wire fuzz');
  // Frames of the two channels that we trade by are every third text.
  const channels = among.filter(({ name }) => CHANNELS.has(name));
  const family = pick(channels.length > 0 && random.integer(3) === 0 ? channels : among, random);
  const sample = pick(family.samples, random);
  const text = mutateJson(sample, random);
  let reading: AnyReading;
  try {
    reading = family.read(text);
  } catch (error) {
    return { family, sample, text, reading: undefined, fault: `threw ${String(error)}` };
  }
  return { family, sample, text, reading, fault: faultIn(family, sample, text, reading) };
}

function faultIn(family: Family, sample: string, text: string, reading: AnyReading) {
  return (
    remarkFault(reading) ??
    faultOf(outputOf(reading)) ??
    roadFault(family, text, reading) ??
    damageFault(family, sample, text, reading)
  );
}

/** Reads a little of the input once more, by hand: no half books, no winners but sure ones. */
function rereadFault(damaged: unknown, reading: AnyReading): string | undefined {
  const inputs = Array.isArray(damaged) ? damaged : [damaged];
  const output = outputOf(reading);
  const outputs = Array.isArray(output) ? output : [output];
  if (inputs.length !== outputs.length) return undefined;
  for (const [i, input] of inputs.entries()) {
    const fault = bookFault(input, outputs[i]) ?? payoutFault(input, outputs[i]);
    if (fault !== undefined) return fault;
  }
  return undefined;
}

function bookFault(input: unknown, output: unknown): string | undefined {
  for (const side of ['bids', 'asks']) {
    const levels = field(input, side);
    const read = field(output, side) as { price: Int32Array } | undefined;
    if (!Array.isArray(levels) || !(read?.price instanceof Int32Array)) continue;
    const there = levels.filter((level) => Number(field(level, 'size')) !== 0).length;
    if (there !== read.price.length)
      return `${side} of ${there} levels came out as ${read.price.length}`;
  }
  return undefined;
}

function payoutFault(input: unknown, output: unknown): string | undefined {
  const payout = field(output, 'payout');
  const prices = field(input, 'outcomePrices');
  if (payout === undefined || prices === undefined) return undefined;
  const list = (typeof prices === 'string' ? JSON.parse(prices) : prices) as unknown[];
  const sure = `${list.map(Number)}` === `${[Number(payout) / 1e6, 1 - Number(payout) / 1e6]}`;
  const over = [true, 'true'].includes(field(input, 'closed') as boolean);
  const resolved = field(input, 'umaResolutionStatus') === 'resolved';
  return sure && over && resolved ? undefined : `pays ${String(payout)}, which is not sure`;
}

function field(value: unknown, name: string): unknown {
  if (typeof value !== 'object' || value === null) return undefined;
  return (value as Readonly<Record<string, unknown>>)[name];
}

/** What a reading hands out. */
function outputOf(reading: AnyReading): unknown {
  if ('messages' in reading) return reading.messages;
  return reading.ok ? reading.value : undefined;
}

/** Every refusal has a code and a place, in few words. */
function remarkFault(reading: AnyReading): string | undefined {
  const refusals: Refusal[] = [...reading.refusals, ...reading.wrongFields];
  if ('ok' in reading && !reading.ok) refusals.push(reading as unknown as Refusal);
  for (const { code, message } of refusals) {
    if (!/^[a-z][a-z_]{2,40}$/.test(code)) return `a refusal has the code ${code}`;
    if (message === '' || message.length > LONGEST_MESSAGE) return `a message of ${message.length}`;
  }
  const names = [...reading.unknownFields.keys(), ...('ignored' in reading ? reading.ignored : [])];
  return names.some((name) => name.length > 120) ? 'a name is too long' : undefined;
}

/** The fast road and the careful one say the same. */
function roadFault(family: Family, text: string, reading: AnyReading): string | undefined {
  if (family.name !== 'market frames') return undefined;
  return isDeepStrictEqual(reading, readMarketFrameCarefully(text))
    ? undefined
    : 'two roads differ';
}

function damageFault(family: Family, sample: string, text: string, reading: AnyReading) {
  let damaged: unknown;
  try {
    damaged = JSON.parse(text);
  } catch {
    const output = outputOf(reading);
    const none = output === undefined || (Array.isArray(output) && output.length === 0);
    return none ? undefined : 'read something from what is not JSON';
  }
  const reread = rereadFault(damaged, reading);
  if (reread !== undefined) return reread;
  const whole = JSON.parse(sample) as unknown;
  const before = family.read(sample);
  if (!('messages' in before) || !('messages' in reading)) {
    return disagreement(whole, damaged, outputOf(before), outputOf(reading));
  }
  return frameDisagreement(family, whole, damaged, before, reading);
}

/** Message by message; a frame of several is what its parts are one by one. */
function frameDisagreement(
  { read, name }: Family,
  whole: unknown,
  damaged: unknown,
  before: FrameReading<unknown>,
  after: FrameReading<unknown>,
): string | undefined {
  // A price frame is one message of several prints.
  if (name === 'RTDS frames') {
    return disagreement(whole, damaged, { prints: before.messages }, { prints: after.messages });
  }
  if (!Array.isArray(damaged)) {
    if (Array.isArray(whole) || before.messages.length !== after.messages.length) return undefined;
    return disagreement(whole, damaged, before.messages[0], after.messages[0]);
  }
  const parts = written(damaged);
  if (parts === undefined) return undefined;
  const alone = parts.flatMap((part) => (part.startsWith('[') ? [] : messagesOf(read(part))));
  return isDeepStrictEqual(alone, after.messages) ? undefined : 'a frame is not its parts';
}

/** The parts of a frame as texts; undefined where JSON cannot write back what it read. */
function written(parts: readonly unknown[]): readonly string[] | undefined {
  try {
    const texts = parts.map((part) => JSON.stringify(part));
    const back = texts.map((text) => JSON.parse(text) as unknown);
    return sameInput(parts, back) ? texts : undefined;
  } catch {
    // Thousands of levels end the engine's stack.
    return undefined;
  }
}

function messagesOf(reading: AnyReading): readonly unknown[] {
  return 'messages' in reading ? reading.messages : [];
}

function pick<T>(list: readonly T[], random: Random): T {
  return list[random.integer(list.length)] as T;
}
