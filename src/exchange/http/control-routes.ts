import type { FastifyInstance } from 'fastify';
import { ok, type Result, refuse } from '../../domain/result.ts';
import { tickSize } from '../../domain/tick.ts';
import { parseDecimal } from '../../domain/units.ts';
import type { OutageMode } from '../faults/outage.ts';
import { readFault } from '../faults/read-fault.ts';
import { answer, refusal } from './answer.ts';
import { objectBody } from './asked.ts';
import { type ExchangeDesk, type RouteInstaller, serve } from './exchange-desk.ts';

type Row = Readonly<Record<string, unknown>>;
type Deed = (row: Row, desk: ExchangeDesk) => Result<void>;

const MODES: readonly OutageMode[] = [
  'normal',
  'post_only',
  'cancel_only',
  'disabled',
  'restarting',
];

/** Paths of our own, by which whoever tests a client makes the exchange misbehave. */
export const installControl: RouteInstaller = (app, desk) => {
  const { faults, venue } = desk;
  serve(app, 'GET', '/local/clock', () => {
    return answer({ now_us: venue.now(), speed: venue.time.speed });
  });
  serve(app, 'GET', '/local/faults', () => {
    const { mode, secondsLeft } = faults.outage;
    const { ordered: settlements } = venue.settlement;
    return answer({ faults: faults.planned, settlements, mode, seconds_left: secondsLeft });
  });
  serve(app, 'DELETE', '/local/faults', () => {
    faults.clear();
    venue.settlement.forget();
    faults.outage.begin('normal');
    return answer({ ok: true });
  });
  control(app, desk, '/local/faults', planFault);
  control(app, desk, '/local/mode', setMode);
  control(app, desk, '/local/settlement', orderSettlement);
  control(app, desk, '/local/timing', setTiming);
  control(app, desk, '/local/tick', changeTick);
};

function control(app: FastifyInstance, desk: ExchangeDesk, url: string, act: Deed): void {
  serve(app, 'POST', url, (request) => {
    const body = objectBody(request);
    const done = body.ok ? act(body.value, desk) : body;
    return done.ok ? answer({ ok: true }) : refusal(400, done.message);
  });
}

function planFault(row: Row, { faults }: ExchangeDesk): Result<void> {
  if (row.where === 'sockets') return faults.onSocket(row);
  const wish = readFault(row);
  if (!wish.ok) return wish;
  faults.plan(wish.value.where, wish.value.fault, wish.value.count);
  return ok(undefined);
}

function setMode({ mode, seconds }: Row, { faults }: ExchangeDesk): Result<void> {
  const known = MODES.find((one) => one === mode);
  if (known === undefined) return wrong(`mode: ${MODES.join(', ')}`);
  if (seconds !== undefined && !isPositive(seconds)) return wrong('seconds: a number above 0');
  faults.outage.begin(known, seconds);
  return ok(undefined);
}

function orderSettlement({ fate, count = 1 }: Row, { venue }: ExchangeDesk): Result<void> {
  if (fate !== 'failed' && fate !== 'retried') return wrong('fate: failed or retried');
  if (!isPositive(count) || count > 1_000) return wrong('count: 1 to 1000');
  for (let left = count; left > 0; left--) venue.settlement.order(fate);
  return ok(undefined);
}

function setTiming({ transaction_after_ms: ms }: Row, { venue }: ExchangeDesk): Result<void> {
  if (ms !== 0 && !isPositive(ms)) return wrong('transaction_after_ms: a number from 0');
  venue.timing.transactionAfterMs = ms;
  return ok(undefined);
}

/** `market`: a slug or a condition id; `tick`: decimal text. */
function changeTick({ market, tick }: Row, { venue }: ExchangeDesk): Result<void> {
  const name = typeof market === 'string' ? market : '';
  const listed = venue.markets.bySlug(name) ?? venue.markets.byCondition(name);
  if (listed === undefined) return wrong('market: the slug or condition id of a market');
  const units = parseDecimal(String(tick));
  const size = units.ok ? tickSize(units.value) : units;
  if (!size.ok) return size;
  venue.changeTick(listed, size.value);
  return ok(undefined);
}

function isPositive(value: unknown): value is number {
  return typeof value === 'number' && Number.isFinite(value) && value > 0;
}

function wrong(message: string): Result<never> {
  return refuse('bad_control', message);
}
