import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { Provenance } from '../../domain/provenance.ts';
import { ok, type Result, refuse } from '../../domain/result.ts';
import { MICROS_PER_MS, type Timestamp } from '../../domain/units.ts';
import type { StrategyDefinition } from '../../ports/strategy.ts';
import { LearnedFolder, readLearnedFile } from '../../store/learned/learned-folder.ts';
import type { StrategyChoice } from '../backtest-options.ts';
import type { OfferedStrategy } from '../strategies.ts';
import { remembering } from './learned-keeper.ts';
import type { Trained } from './train.ts';

/** Whose, of all that is kept beside an archive; undefined: anybody's. */
export type Whose = { readonly account: string | undefined; readonly strategy: string | undefined };

/** One version, in words. */
export type ListedVersion = {
  readonly account: string;
  readonly strategy: string;
  readonly version: number;
  /** Where it comes from, or why it is used for nothing. */
  readonly text: string;
  readonly lines: readonly string[];
  readonly at: Timestamp | undefined;
};

/** Where what strategies have learned is kept, by the account whose runs go on from it. */
export function learnedPath(root: string, account: string): string {
  return join(root, 'learned', account);
}

/** What was learned from recordings, as a new version of that account's. */
export async function keepTrained(
  path: string,
  strategy: string,
  { memory: text, provenance, record }: Trained,
): Promise<number> {
  const from = `train ${record.sources.map(({ dataset }) => dataset).join(' ')}`;
  return new LearnedFolder(path).add({ strategy, provenance, from, at: now(), text });
}

/** A copy of an earlier version becomes the newest; its number. Refuses `learned_damaged`. */
export async function backTo(
  path: string,
  strategy: string,
  earlier: number,
): Promise<Result<number>> {
  const folder = new LearnedFolder(path);
  const read = await folder.read(strategy, earlier);
  if (!read.ok) return read;
  const { provenance, text } = read.value;
  const from = `version ${earlier}`;
  return ok(await folder.add({ strategy, provenance, from, at: now(), text }));
}

/**
 * The newest version with an earlier version of one of its models in use becomes the newest.
 * Refuses `learned_damaged`, `does_not_learn`, and as the strategy refuses it.
 */
export async function modelBackTo(
  path: string,
  { name, modelBackTo: back }: StrategyDefinition,
  model: string,
  earlier: number,
): Promise<Result<number>> {
  const folder = new LearnedFolder(path);
  const read = await folder.newest(name);
  if (!read.ok) return read;
  if (read.value === undefined || back === undefined) {
    return refuse('does_not_learn', `${name} has learned no models here`);
  }
  const { provenance, version: from, text: before } = read.value;
  const text = back(before, model, earlier);
  if (!text.ok) return text;
  const made = { strategy: name, provenance, at: now(), text: text.value };
  return ok(await folder.add({ ...made, from: `version ${from}, model ${model} ${earlier}` }));
}

/** The next run begins anew; so many versions are put aside. */
export function forgetLearned(path: string, strategy: string): Promise<number> {
  return new LearnedFolder(path).forget(strategy);
}

/** A strategy that goes on from a file. Refuses as a run that goes on does. */
export async function learnedIn(
  path: string,
  choice: StrategyChoice,
  provenance: Provenance,
): Promise<Result<StrategyChoice>> {
  const read = await readLearnedFile(path);
  return read.ok ? remembering(choice, read.value, { provenance }) : read;
}

/**
 * Strategies that go on from the newest that an account has learned, where one of them learns; it
 * writes nothing. Refuses as a run that goes on does.
 */
export async function learnedNewest(
  path: string,
  choices: readonly StrategyChoice[],
  provenance: Provenance,
): Promise<Result<readonly StrategyChoice[]>> {
  const folder = new LearnedFolder(path);
  const remembered: StrategyChoice[] = [];
  for (const choice of choices) {
    const newest = await folder.newest(choice.name);
    if (!newest.ok) return newest;
    const version = newest.value;
    const chosen =
      version === undefined ? ok(choice) : remembering(choice, version, { provenance });
    if (!chosen.ok) return chosen;
    remembered.push(chosen.value);
  }
  if (remembered.some(({ memory }) => memory !== undefined)) return ok(remembered);
  return refuse('nothing_learned', `none of these strategies has learned anything in ${path}`);
}

/** One that is damaged is told as such: the others are still to be seen. */
export async function listLearned(
  root: string,
  { account, strategy }: Whose,
  offered: readonly OfferedStrategy[],
): Promise<ListedVersion[]> {
  const found: ListedVersion[] = [];
  for (const who of account === undefined ? await accountsIn(root) : [account]) {
    const folder = new LearnedFolder(learnedPath(root, who));
    for (const name of await folder.strategies()) {
      if (strategy !== undefined && strategy !== name) continue;
      for (const version of await folder.versions(name)) {
        const told = await tellVersion(folder, offered, name, version);
        found.push({ account: who, strategy: name, version, ...told });
      }
    }
  }
  return found;
}

async function tellVersion(
  folder: LearnedFolder,
  offered: readonly OfferedStrategy[],
  strategy: string,
  version: number,
): Promise<Pick<ListedVersion, 'text' | 'lines' | 'at'>> {
  const read = await folder.read(strategy, version);
  if (!read.ok) return { text: read.message, lines: [], at: undefined };
  const { provenance, from, at, text } = read.value;
  const known = offered.find(({ definition }) => definition.name === strategy);
  const facts = known?.definition.readMemory?.(text);
  const lines = facts?.ok === true ? facts.value.lines : [facts?.message ?? 'nobody can read it'];
  return { text: `${provenance}, by ${from}`, lines, at: at as Timestamp };
}

async function accountsIn(root: string): Promise<string[]> {
  const names = await readdir(join(root, 'learned')).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return [];
    throw error;
  });
  return names.sort();
}

function now(): Timestamp {
  return (Date.now() * MICROS_PER_MS) as Timestamp;
}
