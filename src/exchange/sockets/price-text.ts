import { MICROS_PER_MS, type Timestamp } from '../../domain/units.ts';
import type { ReferenceNews } from '../venue/venue-listener.ts';

/** Assets whose prices the sockets tell (protocol notes §6.3). */
export const PRICED_ASSETS: readonly string[] = [
  'btc',
  'eth',
  'sol',
  'doge',
  'xrp',
  'bnb',
  'hype',
  'zec',
];

const CHAIN_DECIMALS = 18;
const EXCHANGE_DECIMALS = 8;

export function msOf(at: Timestamp): number {
  return Math.floor(at / MICROS_PER_MS);
}

/**
 * One price as PolyBolt tells it: a number to show, and every digit. Readers know it from the
 * on-chain form by its decimal point.
 */
export function exactPoint(value: string, at: Timestamp): object {
  const exact = value.includes('.') ? value : `${value}.0`;
  return { full_accuracy_value: exact, timestamp: msOf(at), value: Number(value) };
}

/** A price as one integer of 18 decimals, as the oracle has it on chain. */
export function onChain(value: string): string {
  const [whole = '', fraction = ''] = value.split('.');
  const digits = fraction.slice(0, CHAIN_DECIMALS).padEnd(CHAIN_DECIMALS, '0');
  return `${whole}${digits}`.replace(/^0+(?=\d)/, '');
}

/** A price with the decimals that a spot exchange tells. */
export function onExchange(value: string): string {
  const [whole = '', fraction = ''] = value.split('.');
  return `${whole}.${fraction.slice(0, EXCHANGE_DECIMALS).padEnd(EXCHANGE_DECIMALS, '0')}`;
}

/** What of a reference a stream tells: its price, or an average where that is known. */
export type ReferenceForm = 'value' | 'average' | 'shortAverage';

export function toldOf(news: ReferenceNews, form: ReferenceForm): string | undefined {
  return news[form];
}
