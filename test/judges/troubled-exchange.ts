// The local exchange with faults that it makes itself, ordered over its own paths.
import { onTestFinished, vi } from 'vitest';
import type { LocalExchangeOptions } from '../../src/runtime/exchange/local-exchange.ts';
import { type ServedExchange, serveExchange } from '../support/local-exchange.ts';
import { runFast } from './fast-time.ts';
import { type Judged, judgedAt } from './judged-exchange.ts';

type Words = Readonly<Record<string, unknown>>;

export type TroubledExchange = {
  readonly judged: Judged;
  readonly served: ServedExchange;
  /** Orders something bad, or the end of it, at one of the paths under /local. */
  order(path: 'faults' | 'mode' | 'settlement' | 'timing' | 'tick', words: Words): Promise<void>;
};

/** Serves one to a test, in fast time. */
export async function troubledExchange(
  options: Partial<LocalExchangeOptions> = {},
  turnMs?: number,
): Promise<TroubledExchange> {
  // The clients tell the console what they do.
  for (const method of ['log', 'warn', 'error'] as const) {
    vi.spyOn(console, method).mockImplementation(() => {});
  }
  const slowDown = runFast(turnMs);
  const served = await serveExchange(options);
  onTestFinished(async () => {
    await served.exchange.stop();
    slowDown();
    vi.restoreAllMocks();
  });
  const order: TroubledExchange['order'] = async (path, words) => {
    const body = JSON.stringify(words);
    const answer = await fetch(`${served.exchange.base}/local/${path}`, { method: 'POST', body });
    if (!answer.ok) throw new Error(`${path} ${body}: ${await answer.text()}`);
  };
  return { judged: judgedAt(served), served, order };
}
