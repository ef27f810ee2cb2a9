// The market channel on a network that the test plays.
import type { Timestamp } from '../../src/domain/units.ts';
import type { MarketLimits } from '../../src/polymarket/sockets/market-limits.ts';
import { MarketDesk, tokens } from './market-desk.ts';
import { bookFrame, NOON_MS } from './market-frames.ts';
import { type FarEnd, ScriptedTransport } from './scripted-transport.ts';

/** A channel whose far ends the test plays; the first socket is open when there are tokens. */
export function marketStage(
  subscribed: readonly (string | number)[] = [],
  limits: Partial<MarketLimits> = {},
) {
  const network = new ScriptedTransport();
  const desk = new MarketDesk(network.open, 'ws://127.0.0.1:1/', limits);
  const { channel, sink, clock } = desk;
  if (subscribed.length > 0) {
    channel.subscribe(tokens(...subscribed));
    for (const end of network.ends) end.events.opened();
  }
  return { network, desk, channel, sink, clock, counters: channel.counters };
}

/** The same, with books there and the log empty. */
export function trustedStage(
  names: readonly (string | number)[],
  limits: Partial<MarketLimits> = {},
) {
  const ready = marketStage(names, limits);
  for (const end of ready.network.ends) {
    for (const token of subscribedOn(end)) end.say(bookFrame({ token, ms: 0 }));
  }
  ready.sink.take();
  return ready;
}

type Words = { readonly type?: string; readonly operation?: string; readonly assets_ids: string[] };

/** What we said on a connection, but for heartbeats. */
export function said(end: FarEnd): Words[] {
  return end.received.filter((text) => text !== 'PING').map((text) => JSON.parse(text) as Words);
}

export function subscribedOn(end: FarEnd): string[] {
  const on = new Set<string>();
  for (const { operation, assets_ids } of said(end)) {
    for (const token of assets_ids) {
      if (operation === 'unsubscribe') on.delete(token);
      else on.add(token);
    }
  }
  return [...on];
}

/** Milliseconds after noon as a timestamp. */
export function afterNoon(ms: number): Timestamp {
  return ((NOON_MS + ms) * 1_000) as Timestamp;
}
