import type { FastifyRequest } from 'fastify';
import { UNLIMITED } from '../venue/approvals.ts';
import { dollarsOf, sharesOf } from '../venue/balances.ts';
import { EXCHANGE, NEGATIVE_RISK_EXCHANGE } from '../venue/exchange-contracts.ts';
import type { LocalVenue } from '../venue/local-venue.ts';
import type { ApiKey, Wallet } from '../venue/wallet.ts';
import { type Answer, answer, refusal } from './answer.ts';
import { listBody, queryOf } from './asked.ts';
import { type RouteInstaller, serveOwn } from './exchange-desk.ts';

/** Of the contracts that orders are signed for: both may move everything (see approvals.ts). */
const ALL = UNLIMITED.toString();
const ALLOWANCES = { [EXCHANGE]: ALL, [NEGATIVE_RISK_EXCHANGE]: ALL };

export const installAccount: RouteInstaller = (app, desk) => {
  const { venue } = desk;
  serveOwn(app, desk, 'GET', '/balance-allowance', (request, key) =>
    balanceOf(request, key, venue),
  );
  // Nothing is kept here that could be old.
  serveOwn(app, desk, 'GET', '/balance-allowance/update', () => answer({}));
  serveOwn(app, desk, 'GET', '/notifications', () => answer([]));
  serveOwn(app, desk, 'DELETE', '/notifications', () => answer('OK'));
  serveOwn(app, desk, 'GET', '/order-scoring', () => answer({ scoring: false }));
  serveOwn(app, desk, 'POST', '/orders-scoring', (request) => {
    const ids = listBody(request);
    if (!ids.ok) return refusal(400, 'Invalid payload');
    return answer(Object.fromEntries(ids.value.map((id) => [String(id), false])));
  });
};

/** Dollars whether reserved or not; of shares those that are settled: what the chain says. */
function balanceOf(request: FastifyRequest, key: ApiKey, venue: LocalVenue): Answer {
  const query = queryOf(request);
  const type = query.text('asset_type')?.toUpperCase();
  const signed = query.text('signature_type') ?? '0';
  // ASSUMPTION, kept here alone: the venue's words for it are not known.
  if (!/^[0-3]$/.test(signed)) return refusal(400, 'Invalid signature type');
  const wallet = walletOf(key, Number(signed), venue);
  if (type === 'COLLATERAL') return balance(dollarsOf(wallet, venue));
  if (type?.startsWith('CONDITIONAL') !== true) return refusal(400, 'Invalid asset type');
  const token = venue.markets.byToken(query.text('token_id') ?? '');
  if (token === undefined) return refusal(400, 'Invalid token id');
  return balance(sharesOf(wallet, token));
}

function balance(units: number): Answer {
  return answer({ balance: String(units), allowances: ALLOWANCES });
}

/**
 * A signer that signs for itself has a wallet at its own address; one that signs for another has
 * that which it first traded for in this way. Undefined: nobody has named it yet.
 */
function walletOf({ signer }: ApiKey, type: number, { wallets }: LocalVenue): Wallet | undefined {
  if (type === 0) return wallets.get(signer);
  const isOwn = (wallet: Wallet) => wallet.signer === signer && wallet.signatureType === type;
  return [...wallets.values()].find(isOwn);
}
