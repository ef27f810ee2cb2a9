import { formatDecimal } from '../domain/units.ts';
import { type Decision, fatesOf, type Turn } from '../runtime/replay/decision.ts';
import type { WrittenRun } from '../runtime/replay/read-run.ts';
import type { ReplayedRun } from '../runtime/replay/replay-run.ts';

/** A decision for programs: decimals as text, times in µs UTC, null is unknown. */
export function decisionJson(decision: Decision, replayed: ReplayedRun): object {
  const { markets, strategies, provenance } = replayed;
  const { entry, at, strategy, market, token, wish, reason, seen, denied, answers } = decision;
  const facts = markets[market];
  return {
    kind: 'decision',
    provenance,
    entry,
    at,
    strategy: strategies[strategy] ?? null,
    market: facts?.slug ?? null,
    outcome: (token === undefined ? undefined : facts?.labels[token & 1]) ?? null,
    wish: wish.kind,
    ...('order' in wish ? { order: wish.order } : {}),
    ...(wish.kind === 'order' ? { terms: termsJson(wish.terms) } : {}),
    ...(wish.kind === 'sets' ? { sets: setsJson(wish.change) } : {}),
    reason,
    seen: seen === undefined ? null : seenJson(seen),
    ...(wish.kind === 'order' || wish.kind === 'sets'
      ? { isApproved: denied === undefined, denied: denied ?? null }
      : {}),
    fates: fatesOf(decision),
    answers: answers.map((answer) => ({ at: answer.at, ...answerJson(answer.event) })),
  };
}

/** What decided whether a strategy was heard. */
export function turnJson({ entry, at, turn }: Turn, replayed: ReplayedRun): object {
  const { kind, at: _, ...rest } = turn;
  const { provenance, strategies } = replayed;
  const who = 'strategy' in turn ? { strategy: strategies[turn.strategy] ?? null } : {};
  return { kind: 'turn', provenance, entry, at, turn: kind, ...rest, ...who };
}

/** The last line. */
export function resultJson(run: WrittenRun, replayed: ReplayedRun, shown: number): object {
  const { begun, ended } = run;
  const { provenance, mixed, decisions, written, repeated, hash } = replayed;
  const { isSame, difference, fault, changes } = replayed;
  return {
    kind: 'result',
    schema: 'polydesk.replay',
    schemaVersion: 1,
    provenance,
    run: { name: begun.name, mode: begun.mode, at: begun.at, software: begun.software },
    mixed: mixed ?? null,
    isSame,
    hasEnded: ended !== undefined,
    hash: { run: ended?.hash ?? null, replay: hash ?? null },
    entries: { run: written, repeated },
    decisions: decisions.length,
    shown,
    difference: difference ?? null,
    fault: { run: ended?.fault ?? null, replay: fault ?? null },
    changes,
  };
}

type Change = Extract<Decision['wish'], { kind: 'sets' }>['change'];

function setsJson({ id, direction, shares, price }: Change): object {
  return { id, direction, shares: formatDecimal(shares), price: formatDecimal(price) };
}

type Terms = Extract<Decision['wish'], { kind: 'order' }>['terms'];

function termsJson({ token: _, price, size, expiresAt, ...rest }: Terms): object {
  const decimals = { price: formatDecimal(price), size: formatDecimal(size) };
  return { ...rest, ...decimals, expiresAt: expiresAt ?? null };
}

function seenJson({ isTrusted, bid, ask, held, cash }: NonNullable<Decision['seen']>): object {
  const maybe = (value: number | undefined) => (value === undefined ? null : formatDecimal(value));
  const book = { isTrusted, bid: maybe(bid), ask: maybe(ask) };
  return { ...book, held: formatDecimal(held), cash: formatDecimal(cash) };
}

function answerJson(event: Decision['answers'][number]['event']): object {
  const { tsInit: _, ...rest } = event;
  if (rest.kind === 'SetsChanged') return { ...rest, gas: formatDecimal(rest.gas) };
  if (rest.kind !== 'OrderFilled') return rest;
  const { token: __, price, size, amount, fee, rebate, ...fill } = rest.fill;
  const units = { price, size, amount, fee, rebate };
  const decimals = Object.entries(units).map(([name, value]) => [name, formatDecimal(value)]);
  return { ...rest, fill: { ...fill, ...Object.fromEntries(decimals) } };
}
