import type { Section } from './section.ts';

/** Loads one section and nothing of the others: what is measured must not carry their code. */
export type Loader = () => Promise<Section>;

/** Every section by its name, in the order in which they are run. */
export const LOADERS: Readonly<Record<string, Loader>> = {
  import: async () => (await import('./import.ts')).importBooks,
  frames: async () => (await import('./frames.ts')).frames,
  read: async () => (await import('./read.ts')).read,
  replay: async () => (await import('./replay.ts')).replay,
  metrics: async () => (await import('./metrics.ts')).metrics,
  watching: async () => (await import('./watching.ts')).watching,
  heap: async () => (await import('./heap.ts')).heap,
  signing: async () => (await import('./signing.ts')).signing,
  signals: async () => (await import('./signals.ts')).signals,
  making: async () => (await import('./making.ts')).making,
  pricing: async () => (await import('./pricing.ts')).pricing,
  models: async () => (await import('./models.ts')).models,
  record: async () => (await import('./record.ts')).record,
  catalogue: async () => (await import('./catalogue.ts')).catalogue,
  sockets: async () => (await import('./sockets.ts')).sockets,
  'exchange-orders': async () => (await import('./exchange-orders.ts')).exchangeOrders,
  'exchange-sockets': async () => (await import('./exchange-sockets.ts')).exchangeSockets,
  'order-latency': async () => (await import('./order-latency.ts')).orderLatency,
  'price-models': async () => (await import('./price-models/price-models.ts')).priceModels,
  memory: async () => (await import('./memory.ts')).memory,
  'record-hour': async () => (await import('./record.ts')).recordHour,
};

/** They take minutes each: only when asked for. */
export const LONG: ReadonlySet<string> = new Set(['memory', 'record-hour']);
