import type { Timestamp } from '../../domain/units.ts';
import type { ReferenceNews } from '../venue/venue-listener.ts';
import { exactPoint, msOf, PRICED_ASSETS, type ReferenceForm, toldOf } from './price-text.ts';
import { isRecord } from './request-text.ts';

/** A channel of PolyBolt as far as this exchange has prices for it. */
type PriceChannel = {
  readonly form: ReferenceForm;
  /** Who makes the price, as the venue said in September 2026. */
  readonly source: string;
  readonly windowSeconds: number | undefined;
};

const CHANNELS: Readonly<Record<string, PriceChannel>> = {
  'price.crypto': { form: 'spot', source: 'pyth', windowSeconds: undefined },
  'price.crypto.twap': { form: 'average', source: 'chainlink', windowSeconds: 60 },
};

/** What one subscription asks for. */
export type PriceStream = { readonly channel: string; readonly asset: string };

export type StreamsRefused = {
  readonly code: 'bad_channel' | 'bad_filter';
  readonly channel: string;
};

/** The streams that an item of a frame names: one, or those of all assets. */
export function streamsOf(item: unknown): readonly PriceStream[] | StreamsRefused {
  const { channel: name, filter = {} } = isRecord(item) ? item : {};
  const channel = typeof name === 'string' ? name : '';
  const known = Object.hasOwn(CHANNELS, channel) ? CHANNELS[channel] : undefined;
  if (known === undefined) return { code: 'bad_channel', channel };
  const assets = isRecord(filter) ? assetsOf(filter, known) : undefined;
  if (assets === undefined) return { code: 'bad_filter', channel };
  return assets.map((asset) => ({ channel, asset }));
}

function assetsOf(
  { symbol, window_seconds: window }: Readonly<Record<string, unknown>>,
  { windowSeconds }: PriceChannel,
): readonly string[] | undefined {
  if (window !== undefined && window !== windowSeconds) return undefined;
  // ASSUMPTION, kept here alone: without a symbol a subscription is one of all.
  if (symbol === undefined) return PRICED_ASSETS;
  const asset = PRICED_ASSETS.find((one) => `${one}usd` === symbol);
  return asset === undefined ? undefined : [asset];
}

/** The channels that tell something of this price. */
export function channelsTelling(news: ReferenceNews): readonly string[] {
  return Object.entries(CHANNELS)
    .filter(([, { form }]) => toldOf(news, form) !== undefined)
    .map(([name]) => name);
}

type Envelope = { readonly seq: number; readonly ts: Timestamp };

export function priceText(channel: string, { seq }: Pick<Envelope, 'seq'>, news: ReferenceNews) {
  const { form } = CHANNELS[channel] as PriceChannel;
  const { asset, at } = news;
  const payload = { ...exactPoint(toldOf(news, form) ?? '', at), ...about(channel, asset) };
  return JSON.stringify({ v: 1, channel, seq, ts: msOf(at), payload });
}

/** The two minutes before. */
export function historyText(
  { channel, asset }: PriceStream,
  { seq, ts }: Envelope,
  history: readonly ReferenceNews[],
): string {
  const { form } = CHANNELS[channel] as PriceChannel;
  const data = history.flatMap((news) => {
    const value = toldOf(news, form);
    return value === undefined ? [] : [exactPoint(value, news.at)];
  });
  const payload = { data, ...about(channel, asset) };
  return JSON.stringify({ v: 1, channel, seq, ts: msOf(ts), snapshot: true, payload });
}

function about(channel: string, asset: string): object {
  const { source, windowSeconds } = CHANNELS[channel] as PriceChannel;
  const window = windowSeconds === undefined ? {} : { window_seconds: windowSeconds };
  return { symbol: `${asset}usd`, ...window, source };
}
