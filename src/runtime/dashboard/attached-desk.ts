import { ok, type Result, refuse } from '../../domain/result.ts';
import { Backoff } from '../../net/backoff.ts';
import type { Clock } from '../../ports/clock.ts';
import type { FeedMessage } from '../../screen/document-change.ts';
import type { MarketDocument, PathPoint } from '../../screen/market-document.ts';
import type { DeskLink, DeskListener, DeskWord } from '../../server/dashboard/desk-link.ts';
import type { DeskFile } from '../desk/desk-file.ts';
import { deskLines } from '../desk/desk-lines.ts';

export type AttachedDeskOptions = {
  /** The desk that runs now, to be asked at each attempt; undefined: none does. */
  readonly find: () => Promise<DeskFile | undefined>;
  readonly clock: Clock;
  /** Gives numbers in [0, 1): waits are spread by them. */
  readonly random: () => number;
};

/** A desk that starts again should be there at once for whoever looks. */
const WAITS = { leastMs: 100, firstMs: 250, mostMs: 5_000 };
const ASK_WITHIN_MS = 10_000;
/** A proof takes a minute at most, and its last request may begin then. */
const PROVE_WITHIN_MS = 90_000;

/** A desk asked over its control server; it is looked for anew when it is lost. */
export class AttachedDesk implements DeskLink {
  readonly #options: AttachedDeskOptions;
  readonly #ends = new AbortController();
  #desk: DeskFile | undefined;

  constructor(options: AttachedDeskOptions) {
    this.#options = options;
  }

  /** The one that was heard last; undefined: none was. */
  get desk(): DeskFile | undefined {
    return this.#desk;
  }

  listen(listener: DeskListener): void {
    const { clock } = this.#options;
    void this.#repeat(this.#ends.signal, async (desk, heard) => {
      try {
        for await (const message of deskLines(desk, '/feed', this.#ends.signal, clock)) {
          this.#desk = desk;
          if (!listener.onMessage(message as FeedMessage)) return;
          heard();
        }
      } finally {
        listener.onAway();
      }
    });
  }

  market(market: string, onDocument: (document: MarketDocument) => void): () => void {
    const ends = new AbortController();
    const signal = AbortSignal.any([ends.signal, this.#ends.signal]);
    const path = `/feed/market?slug=${encodeURIComponent(market)}`;
    void this.#repeat(signal, async (desk, heard) => {
      for await (const document of deskLines(desk, path, signal, this.#options.clock)) {
        heard();
        onDocument(document as MarketDocument);
      }
    });
    return () => ends.abort();
  }

  async path(market: string): Promise<Result<readonly PathPoint[]>> {
    const path = `/feed/path?slug=${encodeURIComponent(market)}`;
    return (await this.#ask('GET', path, ASK_WITHIN_MS)) as Result<readonly PathPoint[]>;
  }

  say(word: DeskWord): Promise<Result<unknown>> {
    const proves = word.kind === 'kill' || word.kind === 'paper';
    return this.#ask('POST', pathOf(word), proves ? PROVE_WITHIN_MS : ASK_WITHIN_MS);
  }

  close(): void {
    this.#ends.abort();
  }

  /** Does it with the desk again and again, later and later while nothing is heard of it. */
  async #repeat(
    signal: AbortSignal,
    work: (desk: DeskFile, heard: () => void) => Promise<void>,
  ): Promise<void> {
    const backoff = new Backoff(WAITS, this.#options.random);
    while (!signal.aborted) {
      const desk = await this.#options.find().catch(() => undefined);
      // Whatever ends it, ends it in the same way: it is asked again.
      if (desk !== undefined) await work(desk, () => backoff.reset()).catch(() => {});
      if (!signal.aborted) await this.#wait(backoff.next(), signal);
    }
  }

  #wait(ms: number, signal: AbortSignal): Promise<void> {
    const { clock } = this.#options;
    return new Promise((resolve) => {
      const done = () => {
        clock.clearTimer(timer);
        signal.removeEventListener('abort', done);
        resolve();
      };
      const timer = clock.setTimer(ms, done);
      signal.addEventListener('abort', done);
    });
  }

  async #ask(method: 'GET' | 'POST', path: string, withinMs: number): Promise<Result<unknown>> {
    const desk = await this.#options.find().catch(() => undefined);
    if (desk === undefined) return refuse('desk_away', 'no desk is there to hear it');
    try {
      const answer = await fetch(`http://127.0.0.1:${desk.port}${path}`, {
        method,
        headers: { authorization: `Bearer ${desk.token}` },
        signal: AbortSignal.any([this.#ends.signal, AbortSignal.timeout(withinMs)]),
      });
      const body = (await answer.json()) as { readonly error?: unknown };
      if (answer.ok) return ok(body);
      const why = typeof body.error === 'string' ? body.error : `it answers ${answer.status}`;
      return refuse(answer.status === 404 ? 'not_found' : 'desk_refuses', why);
    } catch (error) {
      const why = error instanceof Error ? error.message : String(error);
      return refuse('no_answer', `${desk.name} does not answer: ${why}`);
    }
  }
}

function pathOf(word: DeskWord): string {
  const asked = new URLSearchParams();
  if ('strategy' in word && word.strategy !== undefined) asked.set('strategy', word.strategy);
  if ('market' in word && word.market !== undefined) asked.set('market', word.market);
  if ('part' in word) asked.set('part', String(word.part));
  return asked.size === 0 ? `/${word.kind}` : `/${word.kind}?${asked}`;
}
