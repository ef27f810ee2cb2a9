import { open, readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { ok, type Result, refuse } from '../../domain/result.ts';
import type { ReportJson } from '../../report/json/schema.ts';
import { type SummaryJson, summaryJson } from '../../report/json/summary.ts';
import type { SweepJson } from '../../report/sweep/json.ts';
import type { OpenedFile } from '../../server/dashboard/workshop.ts';

/** What is read whole is no larger: a result of more is opened as a file. */
const READ_BYTES_MOST = 16 * 1024 * 1024;

/**
 * The figures of a backtest or sweep out of its folder: those that were kept apart as it ended, or,
 * of one that was played before there was such a thing, of its whole result. Refuses `not_found`,
 * `too_large` and `bad_result`.
 */
export async function figuresIn(folder: string): Promise<Result<SummaryJson | SweepJson>> {
  for (const name of ['summary.json', 'result.json']) {
    const path = join(folder, name);
    const size = await sizeOf(path);
    if (size === undefined) continue;
    if (size > READ_BYTES_MOST) return refuse('too_large', TOO_LARGE);
    const found = figuresOf(await readFile(path, 'utf8'));
    return found === undefined ? refuse('bad_result', BAD) : ok(found);
  }
  return refuse('not_found', 'it has left no result: ask for it again');
}

const TOO_LARGE =
  'its result is too large to be read here: open its whole report, or ask for it again, ' +
  'which keeps its figures apart';
const BAD = 'its result cannot be read, its file is damaged: ask for it again';

/** Undefined: it is none of ours. */
function figuresOf(text: string): SummaryJson | SweepJson | undefined {
  try {
    const value = JSON.parse(text) as SummaryJson | SweepJson | ReportJson;
    if (value.schema === 'polydesk.report') return summaryJson(value);
    const isOurs = value.schema === 'polydesk.summary' || value.schema === 'polydesk.sweep';
    return isOurs ? value : undefined;
  } catch {
    return undefined;
  }
}

async function sizeOf(path: string): Promise<number | undefined> {
  return (await stat(path).catch(() => undefined))?.size;
}

/** A file, to be given away as it is read; undefined: there is none. */
export async function openedFile(path: string): Promise<OpenedFile | undefined> {
  const file = await open(path).catch(() => undefined);
  if (file === undefined) return undefined;
  const { size: bytes } = await file.stat();
  return { bytes, stream: file.createReadStream() };
}
