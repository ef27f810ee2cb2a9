import { readFileSync } from 'node:fs';
import { extname } from 'node:path';
import type { LatencyParts } from '../../runtime/backtest-options.ts';
import { CommandFailure, EXIT } from '../failure.ts';
import { parseMs } from './latency.ts';

const PARTS = ['feed', 'entry', 'response'] as const;
type Part = (typeof PARTS)[number];
type Sample = Readonly<Record<Part, readonly string[]>>;

const LAYOUT =
  'Give {"feed": [ms, ...], "entry": [...], "response": [...]}, or CSV with these three columns.';

/**
 * Measured latencies to draw from, in µs: JSON with three lists of milliseconds, or CSV with the
 * columns feed, entry, response (a shorter column ends in empty cells).
 */
export function readLatencySample(path: string): LatencyParts {
  const sample = extname(path) === '.csv' ? fromCsv(path, read(path)) : fromJson(path, read(path));
  const micros = (part: Part) => toMicros(path, part, sample[part]);
  return { feed: micros('feed'), entry: micros('entry'), response: micros('response') };
}

function read(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    throw new CommandFailure(EXIT.usage, `the latency sample cannot be read: ${why}`, LAYOUT);
  }
}

function fromJson(path: string, text: string): Sample {
  let parsed: unknown;
  try {
    parsed = JSON.parse(text);
  } catch {
    throw new CommandFailure(EXIT.usage, `${path} is not JSON`, LAYOUT);
  }
  const list = (part: Part): string[] => {
    const values = (parsed as Record<string, unknown> | null)?.[part];
    if (!Array.isArray(values)) {
      throw new CommandFailure(EXIT.usage, `${path} has no list "${part}"`, LAYOUT);
    }
    return values.map(String);
  };
  return { feed: list('feed'), entry: list('entry'), response: list('response') };
}

function fromCsv(path: string, text: string): Sample {
  const [header = '', ...lines] = text.split(/\r?\n/).filter((line) => line.trim() !== '');
  const columns = header.split(',').map((name) => name.trim());
  const list = (part: Part): string[] => {
    const at = columns.indexOf(part);
    if (at < 0) throw new CommandFailure(EXIT.usage, `${path} has no column "${part}"`, LAYOUT);
    return lines.map((line) => line.split(',')[at]?.trim() ?? '').filter((cell) => cell !== '');
  };
  return { feed: list('feed'), entry: list('entry'), response: list('response') };
}

function toMicros(path: string, part: Part, texts: readonly string[]): readonly number[] {
  if (texts.length === 0) {
    throw new CommandFailure(EXIT.usage, `${path}: "${part}" is empty`, LAYOUT);
  }
  return texts.map((text, index) => {
    const parsed = parseMs(text);
    if (parsed.ok) return parsed.value;
    const where = `${path}: "${part}", value ${index + 1}`;
    throw new CommandFailure(EXIT.usage, `${where}: ${parsed.message}`, LAYOUT);
  });
}
