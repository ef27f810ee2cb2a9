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
  const family = pick(among, random);
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
