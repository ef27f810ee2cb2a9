import {
  type DeskFile,
  forgetDesk,
  type KnownDesk,
  knownDesks,
} from '../runtime/desk/desk-file.ts';
import { localPlace } from '../runtime/local-place.ts';
import { CommandFailure, EXIT } from './failure.ts';
import type { KillOptions } from './kill.ts';

/** What a kill is about. */
export type KillChoice = {
  /** Those that trade live and are meant, running or gone; or one on paper, by its name. */
  readonly desks: readonly KnownDesk[];
  /** The key to cancel by at the venue; undefined: nobody named one. */
  readonly key: string | undefined;
  /** An exchange on this machine; undefined: the venue. */
  readonly exchange: string | undefined;
};

/**
 * Which desks, and which key. A desk that is gone says in its file what it traded with.
 * @throws CommandFailure when it is not plain what is meant.
 */
export function killChoice(
  known: readonly KnownDesk[],
  { desk: name, key, exchange }: Pick<KillOptions, 'desk' | 'key' | 'exchange'>,
): KillChoice {
  if (name === undefined && key !== undefined) {
    return { desks: alike(known, { key, exchange }), key, exchange };
  }
  if (name === undefined) return onlyTrading(known);
  const desk = named(known, name, key);
  return { desks: [desk], key: key ?? desk.key, exchange: exchange ?? desk.exchange };
}

type What = Pick<KillChoice, 'key' | 'exchange'>;

/** Live desks that trade with one key at one place: a kill of one is a kill of all. */
function alike(known: readonly KnownDesk[], what: What): readonly KnownDesk[] {
  return known.filter((desk) => desk.mode === 'live' && isAlike(desk, what));
}

/** Takes out what desks of that key left that are gone: nothing of theirs is open any more. */
export async function forgetGone(what: What): Promise<void> {
  for (const desk of alike(await knownDesks(), what)) {
    if (!desk.isRunning) await forgetDesk(desk);
  }
}

/** Whether both trade with one key at one place. */
function isAlike(one: What | DeskFile, other: What | DeskFile): boolean {
  return one.key === other.key && placeOf(one.exchange) === placeOf(other.exchange);
}

function placeOf(exchange: string | undefined): string | undefined {
  return exchange === undefined ? undefined : localPlace(exchange).origin;
}

/** What is meant where nobody says it: whatever trades, if that is one key at one place. */
function onlyTrading(known: readonly KnownDesk[]): KillChoice {
  const live = known.filter(({ mode }) => mode === 'live');
  const [newest] = live.toReversed();
  if (newest === undefined) throw noneLive(known);
  if (live.some((desk) => !isAlike(desk, newest))) {
    const names = live.map((desk) => desk.name).join(', ');
    const remedy = `Choose one by --desk: ${names}; or --key.`;
    throw new CommandFailure(EXIT.usage, 'several desks trade live', remedy);
  }
  return { desks: live, key: newest.key, exchange: newest.exchange };
}

/** One on paper is never killed unnamed: who means orders of a key must not be told "0". */
function noneLive(known: readonly KnownDesk[]): CommandFailure {
  const onPaper = known.filter(({ isRunning }) => isRunning);
  if (onPaper.length === 0) {
    return new CommandFailure(EXIT.data, 'no desk trades live here', 'Name the key by --key.');
  }
  const names = onPaper.map(({ name, mode }) => (mode === 'demo' ? `${name} (demo)` : name));
  const run = onPaper.length === 1 ? 'runs' : 'run';
  const what = `no desk trades live here; ${names.join(', ')} ${run} on paper`;
  const commands = onPaper.map(({ name }) => `polydesk kill --desk ${name}`).join(', or ');
  return new CommandFailure(EXIT.data, what, `To kill: ${commands}.`);
}

function named(known: readonly KnownDesk[], name: string, key: string | undefined): KnownDesk {
  const desk = known.findLast((one) => one.name === name);
  if (desk?.mode === 'live') return desk;
  if (desk?.isRunning === true && key === undefined) return desk;
  if (desk !== undefined) {
    const what = desk.isRunning ? 'trades on paper, by no key' : 'is gone, and was on paper';
    const remedy = desk.isRunning ? 'Leave --key out.' : 'See "polydesk status".';
    throw new CommandFailure(EXIT.usage, `${name} ${what}: nothing is at any venue`, remedy);
  }
  const names = known.map((one) => one.name).join(', ');
  const remedy = names === '' ? 'Name the key by --key.' : `These are known: ${names}.`;
  throw new CommandFailure(EXIT.data, `no desk ${name} is known here`, remedy);
}
