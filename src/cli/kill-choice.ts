import type { KnownDesk } from '../runtime/desk/desk-file.ts';
import { CommandFailure, EXIT } from './failure.ts';
import type { KillOptions } from './kill.ts';

/** What a kill is about. */
export type KillChoice = {
  /** Live desks that it concerns, running or gone. */
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
    const isMeant = (desk: KnownDesk) => desk.mode === 'live' && isAlike(desk, { key, exchange });
    return { desks: known.filter(isMeant), key, exchange };
  }
  const desk = name === undefined ? onlyLive(known) : named(known, name);
  return { desks: [desk], key: key ?? desk.key, exchange: exchange ?? desk.exchange };
}

/** Whether both trade with one key at one place. */
function isAlike(
  one: Pick<KillChoice, 'key' | 'exchange'> | KnownDesk,
  other: Pick<KillChoice, 'key' | 'exchange'>,
): boolean {
  return one.key === other.key && placeOf(one.exchange) === placeOf(other.exchange);
}

function placeOf(exchange: string | undefined): string | undefined {
  return exchange === undefined ? undefined : new URL(exchange).origin;
}

function onlyLive(known: readonly KnownDesk[]): KnownDesk {
  const live = known.filter(({ mode }) => mode === 'live');
  if (live.length === 1) return live[0] as KnownDesk;
  const what = live.length === 0 ? 'no desk trades live here' : 'several desks trade live';
  const names = live.map((desk) => desk.name).join(', ');
  const remedy =
    live.length === 0 ? 'Name the key by --key.' : `Choose one by --desk: ${names}; or --key.`;
  throw new CommandFailure(live.length === 0 ? EXIT.data : EXIT.usage, what, remedy);
}

function named(known: readonly KnownDesk[], name: string): KnownDesk {
  const desk = known.findLast((one) => one.name === name);
  if (desk?.mode === 'live') return desk;
  if (desk !== undefined) {
    const what = `${name} trades on paper: nothing of it is at any venue`;
    throw new CommandFailure(EXIT.usage, what, `"polydesk stop --desk ${name}" ends it.`);
  }
  const names = known.map((one) => one.name).join(', ');
  const remedy = names === '' ? 'Name the key by --key.' : `These are known: ${names}.`;
  throw new CommandFailure(EXIT.data, `no desk ${name} is known here`, remedy);
}
