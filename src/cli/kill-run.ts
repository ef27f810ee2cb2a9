import { MICROS_PER_MS } from '../domain/units.ts';
import { plural } from '../report/format.ts';
import { keyPath } from '../runtime/keys.ts';
import { type KillProof, killOrders } from '../runtime/live/kill-orders.ts';
import { NO_ORDERS, openWallet } from '../runtime/live/open-wallet.ts';
import { accept } from './accept.ts';
import { CommandFailure, EXIT } from './failure.ts';
import type { KillOptions } from './kill.ts';
import { venueAt } from './options/exchange.ts';
import { askPassphrase } from './output/ask-secret.ts';
import { openOutput } from './output/output.ts';

const DEFAULT_WITHIN_S = 60;

/** Cancels everything of a key, with or without a desk that runs, and proves it by a query. */
export async function runKill({ key, exchange, within, json }: KillOptions): Promise<void> {
  const output = openOutput({ forMachine: json === true });
  const venue = venueAt(exchange);
  const opened = await openWallet(keyPath(key), await askPassphrase(false), venue, NO_ORDERS);
  const code = !opened.ok && opened.code === 'unreachable' ? EXIT.unreachable : EXIT.usage;
  const { signer, credentials } = accept(opened, undefined, code);
  const { address } = signer;
  const desk = venue.clob.desk(address, credentials);
  const withinMs = (within ?? DEFAULT_WITHIN_S) * 1_000;
  const proof = await killOrders(desk, venue.clock, withinMs);
  venue.close();
  await signer.close();
  if (json === true) output.machine({ address, ...proof });
  if (!proof.isProven) throw unproven(proof);
  const at = new Date((proof.at as number) / MICROS_PER_MS).toISOString();
  if (json !== true) {
    output.say(`${plural(proof.canceled, 'order')} of ${address} canceled.`);
    output.say(`0 open orders, by query at ${at}.`);
  }
}

function unproven({ open, troubles }: KillProof): CommandFailure {
  const known =
    open === undefined ? 'what is open is not known' : plural(open.length, 'open order');
  const remedy = 'Run it again; the venue cancels by itself 15 s after the last heartbeat.';
  return new CommandFailure(EXIT.failed, `NOT PROVEN: ${known} (${troubles.join('; ')})`, remedy);
}
