import type { Timestamp } from '../../domain/units.ts';
import type { ReferenceNews } from '../venue/venue-listener.ts';
import { isRecord } from '../wire/record.ts';
import { exactPoint, msOf, PRICED_ASSETS, type ReferenceForm, toldOf } from './price-text.ts';

/** A channel of PolyBolt as far as this exchange has prices for it. */
type PriceChannel = {
  readonly form: ReferenceForm;
  /** Who makes the price, as the venue said in September 2026. */
  readonly source: string;
  readonly windowSeconds: number | undefined;
};

const CHANNELS: Readonly<Record<string, PriceChannel>> = {
  'price.crypto': { form: 'value', source: 'pyth', windowSeconds: undefined },
  'price.crypto.twap': { form: 'average', source: 'chainlink', windowSeconds: 60 },
};

/** Whom a filter may name; each channel here has one of them, so that it changes nothing. */
const PROVIDERS: readonly unknown[] = [undefined, 'chainlink', 'pyth'];

/** What one subscription asks for. */
export type PriceStream = {
  readonly channel: string;
  readonly asset: string;
  /** Other averages than the channel's can be asked for, and have no prices. */
  readonly windowSeconds: number | undefined;
};

/** The stream of an asset that a channel has prices for. */
export function toldStream(channel: string, asset: string): PriceStream {
  return { channel, asset, windowSeconds: CHANNELS[channel]?.windowSeconds };
}

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
  if (!isRecord(filter)) return { code: 'bad_filter', channel };
  const assets = assetsOf(filter);
  const window = filter.window_seconds ?? known.windowSeconds;
  if (assets === undefined || !isWindowOf(known, window)) return { code: 'bad_filter', channel };
  return assets.map((asset) => ({ channel, asset, windowSeconds: window }));
}

/** Only averages have one. */
function isWindowOf(
  { windowSeconds }: PriceChannel,
  window: unknown,
): window is number | undefined {
  if (windowSeconds === undefined) return window === undefined;
  return Number.isSafeInteger(window) && (window as number) > 0;
}

function assetsOf({
  symbol,
  provider,
}: Readonly<Record<string, unknown>>): readonly string[] | undefined {
  if (!PROVIDERS.includes(provider)) return undefined;
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
  const point = exactPoint(toldOf(news, form) ?? '', at);
  const payload = { ...point, ...about(toldStream(channel, asset)) };
  return JSON.stringify({ v: 1, channel, seq, ts: msOf(at), payload });
}

/** The two minutes before. */
export function historyText(
  stream: PriceStream,
  { seq, ts }: Envelope,
  history: readonly ReferenceNews[],
): string {
  const { channel } = stream;
  const { form, windowSeconds } = CHANNELS[channel] as PriceChannel;
  const data = history.flatMap((news) => {
    const value = windowSeconds === stream.windowSeconds ? toldOf(news, form) : undefined;
    return value === undefined ? [] : [exactPoint(value, news.at)];
  });
  const payload = { data, ...about(stream) };
  return JSON.stringify({ v: 1, channel, seq, ts: msOf(ts), snapshot: true, payload });
}

function about({ channel, asset, windowSeconds }: PriceStream): object {
  const { source } = CHANNELS[channel] as PriceChannel;
  const window = windowSeconds === undefined ? {} : { window_seconds: windowSeconds };
  return { symbol: `${asset}usd`, ...window, source };
}
