import type { FastifyRequest } from 'fastify';
import type { LocalVenue } from '../venue/local-venue.ts';
import type { OrderRecord } from '../venue/order-record.ts';
import type { ApiKey } from '../venue/wallet.ts';
import { type Answer, answer, refusal } from './answer.ts';
import { listBody, objectBody } from './asked.ts';
import { type ExchangeDesk, type RouteInstaller, serveOwn } from './exchange-desk.ts';
import { outageAnswer } from './outage-answer.ts';

/** Cancels in one request (docs, read 2026-06). */
const CANCELS_MOST = 1_000;
const BAD_PAYLOAD = refusal(400, 'Invalid order payload');

export const installCancels: RouteInstaller = (app, desk) => {
  const { venue } = desk;
  serveOwn(app, desk, 'DELETE', '/order', (request, key) => {
    const body = objectBody(request);
    const id = body.ok ? body.value.orderID : undefined;
    if (typeof id !== 'string') return BAD_PAYLOAD;
    return admitted(key, 1, desk, () => byId([id], key, venue));
  });
  serveOwn(app, desk, 'DELETE', '/orders', (request, key) => {
    const body = listBody(request);
    if (!body.ok) return BAD_PAYLOAD;
    const ids = body.value.filter((id) => typeof id === 'string');
    if (ids.length !== body.value.length) return BAD_PAYLOAD;
    if (ids.length > CANCELS_MOST) {
      const words = `Too many orders in payload: ${ids.length}, max allowed: ${CANCELS_MOST}`;
      return refusal(400, words);
    }
    return admitted(key, ids.length, desk, () => byId(ids, key, venue));
  });
  serveOwn(app, desk, 'DELETE', '/cancel-all', (_request, key) =>
    wholesale(key, desk, () => venue.orders.openOf(key)),
  );
  serveOwn(app, desk, 'DELETE', '/cancel-market-orders', (request, key) => {
    const which = whichOf(request);
    if (which === undefined) return BAD_PAYLOAD;
    return wholesale(key, desk, () => venue.orders.openOf(key).filter(which));
  });
};

function admitted(
  { signer }: ApiKey,
  cost: number,
  { limits, faults }: ExchangeDesk,
  cancel: () => CancelTally,
): Answer {
  const { isAdmitted, headers } = limits.admit('cancels', signer, cost);
  if (!isAdmitted) return { ...refusal(429, 'Too many requests'), headers };
  return { ...(outageAnswer(faults.outage, 'cancels') ?? answer(cancel())), headers };
}

/** Costs 1 at first, and as much as it canceled afterwards. */
function wholesale(key: ApiKey, desk: ExchangeDesk, which: () => readonly OrderRecord[]): Answer {
  let count = 0;
  const told = admitted(key, 1, desk, () => {
    const tally = cancelAll(which(), desk.venue);
    count = tally.canceled.length;
    return tally;
  });
  if (count === 0) return told;
  return { ...told, headers: desk.limits.debit('cancels', key.signer, count) };
}

/** What became of a request to cancel: every order is in one of the two. */
type CancelTally = {
  readonly canceled: string[];
  readonly not_canceled: Record<string, string>;
};

function byId(ids: readonly string[], { signer }: ApiKey, venue: LocalVenue): CancelTally {
  const tally: CancelTally = { canceled: [], not_canceled: {} };
  for (const id of new Set(ids)) {
    const record = venue.find(id.toLowerCase());
    if (record?.facts.key.signer !== signer) {
      tally.not_canceled[id] = "the order can't be found";
    } else if (venue.cancel(record)) tally.canceled.push(id);
    else tally.not_canceled[id] = reasonOf(record);
  }
  return tally;
}

function cancelAll(records: readonly OrderRecord[], venue: LocalVenue): CancelTally {
  const tally: CancelTally = { canceled: [], not_canceled: {} };
  for (const record of records) {
    const { id } = record.facts;
    if (venue.cancel(record)) tally.canceled.push(id);
    else tally.not_canceled[id] = reasonOf(record);
  }
  return tally;
}

/** The venue's words for an order that is held back are not known; these are ours. */
function reasonOf({ isOpen }: OrderRecord): string {
  return isOpen ? 'the order is delayed and cannot be canceled yet' : 'already canceled or matched';
}

function whichOf(request: FastifyRequest): ((record: OrderRecord) => boolean) | undefined {
  const body = objectBody(request);
  if (!body.ok) return undefined;
  // Clients send the field that they do not mean as an empty text.
  const market = named(body.value.market);
  const asset = named(body.value.asset_id);
  if (market === null || asset === null) return undefined;
  if (market === undefined && asset === undefined) return undefined;
  return ({ facts }) => {
    const { conditionId, tokens } = facts.market.listing.market;
    if (market !== undefined && market !== conditionId) return false;
    return asset === undefined || asset === tokens[facts.outcome];
  };
}

/** Undefined where nothing is named, null for what is no name. */
function named(value: unknown): string | null | undefined {
  if (value === undefined || value === null || value === '') return undefined;
  return typeof value === 'string' ? value.toLowerCase() : null;
}
