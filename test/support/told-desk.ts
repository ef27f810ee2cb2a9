// A desk that a test speaks for, and a dashboard that listens to it.
import { onTestFinished } from 'vitest';
import { ok, refuse } from '../../src/domain/result.ts';
import type { DeskDocument } from '../../src/screen/desk-document.ts';
import type { EquityPoint } from '../../src/screen/equity-point.ts';
import type { MarketDocument } from '../../src/screen/market-document.ts';
import type { StrategyDocument } from '../../src/screen/strategy-document.ts';
import { hashOf } from '../../src/server/dashboard/access-token.ts';
import {
  type DashboardOptions,
  startDashboard,
} from '../../src/server/dashboard/dashboard-server.ts';
import type { DashboardSources } from '../../src/server/dashboard/dashboard-sources.ts';
import type {
  CloseListener,
  DeskLink,
  DeskListener,
  DeskWord,
} from '../../src/server/dashboard/desk-link.ts';
import type { Workshop } from '../../src/server/dashboard/workshop.ts';

export const TOKEN = 'a token that a test knows';

/** A document with nothing in it but what a test says. */
export function aDocument(changes: object = {}): DeskDocument {
  const tables = { strategies: {}, markets: {}, orders: {}, positions: {}, limits: {}, health: {} };
  const desk = { name: 'demo-1', mode: 'demo', provenance: 'simulated', cash: 1 };
  return { desk, ...tables, news: [], ...changes } as unknown as DeskDocument;
}

class ToldDesk implements DeskLink {
  readonly words: DeskWord[] = [];
  readonly markets = new Map<string, CloseListener<MarketDocument>>();
  readonly strategies = new Map<string, CloseListener<StrategyDocument>>();
  /** What it was worth; undefined: it does not answer. */
  worth: readonly EquityPoint[] | undefined;
  /** Whether it was said that somebody looks, each time that it was. */
  readonly attended: boolean[] = [];
  listener: DeskListener = { onMessage: () => true, onAway: () => {} };
  isClosed = false;

  listen(listener: DeskListener): void {
    this.listener = listener;
  }

  /** Says the document whole. */
  begin(document: DeskDocument = aDocument(), seq = 0, run = 'run-1'): void {
    this.listener.onMessage({ kind: 'snapshot', run, seq, document });
  }

  /** Says that so much cash is there now. */
  cash(seq: number, cash: number): boolean {
    const desk = { ...aDocument().desk, cash } as DeskDocument['desk'];
    return this.listener.onMessage({ kind: 'change', seq, desk, rows: {}, news: [] });
  }

  market(market: string, listener: CloseListener<MarketDocument>): () => void {
    this.markets.set(market, listener);
    return () => void this.markets.delete(market);
  }

  strategy(strategy: string, listener: CloseListener<StrategyDocument>): () => void {
    this.strategies.set(strategy, listener);
    return () => void this.strategies.delete(strategy);
  }

  equity() {
    const { worth } = this;
    return Promise.resolve(worth === undefined ? refuse('desk_away', 'it is away') : ok(worth));
  }

  attend(isAttended: boolean): void {
    this.attended.push(isAttended);
  }

  path() {
    return Promise.resolve(ok([{ at: 1, probability: 500_000, reference: null }]));
  }

  opinions() {
    const said = { code: 'ml', outcome: 0, probability: 0.7 } as const;
    return Promise.resolve(ok([{ at: 1, strategy: 'ml', ...said }]));
  }

  say(word: DeskWord) {
    this.words.push(word);
    return Promise.resolve(ok({ done: word.kind }));
  }

  close(): void {
    this.isClosed = true;
  }
}

/** A dashboard on a free port, until the test ends. `at` is its time, ms. */
export async function aDashboard(changes: Partial<DashboardOptions> = {}) {
  const desk = new ToldDesk();
  const time = { now: 1_800_000_000_000, access: hashOf(TOKEN) };
  const faults: Error[] = [];
  const started = await startDashboard({
    link: desk,
    sources: NO_SOURCES,
    workshop: NO_WORKSHOP,
    pages: 'no-pages',
    port: 0,
    access: () => time.access,
    now: () => time.now,
    software: '1.2.3',
    onError: (error) => faults.push(error),
    ...changes,
  });
  if (!started.ok) throw new Error(started.message);
  onTestFinished(() => started.value.close());
  const base = `http://127.0.0.1:${started.value.port}`;
  return { desk, time, faults, base, visitor: new Visitor(base) };
}

const none = () => Promise.resolve(refuse('no_history', 'there is none in this test'));

/** Nothing was ever written down. */
export const NO_SOURCES: DashboardSources = {
  decisions: none,
  fills: none,
  trades: none,
  profit: none,
  runEquity: none,
  logs: none,
  recordings: none,
  coverage: none,
  strategies: none,
  configuration: none,
};

/** Nothing was ever asked for or set. */
export const NO_WORKSHOP: Workshop = {
  backtests: {
    all: [],
    ask: none,
    cancel: () => Promise.resolve(false),
    forget: () => Promise.resolve(false),
    runs: () => Promise.resolve([]),
    simulation: none,
    defaults: () => ({}),
    result: none,
    open: () => Promise.resolve(undefined),
    film: none,
    filmPart: none,
  },
  settings: { told: none, check: none, set: none, rollBack: none },
};

type Answer = { readonly status: number; readonly headers: Headers; readonly body: unknown };

/** A browser's tab, as far as the API sees it. */
export class Visitor {
  readonly base: string;
  cookie = '';
  csrf = '';

  constructor(base: string) {
    this.base = base;
  }

  async ask(
    method: string,
    path: string,
    body?: unknown,
    headers: Record<string, string> = {},
  ): Promise<Answer> {
    const json = body === undefined ? {} : { 'content-type': 'application/json' };
    const answer = await fetch(`${this.base}${path}`, {
      method,
      headers: { cookie: this.cookie, 'x-csrf-token': this.csrf, ...json, ...headers },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    const text = await answer.text();
    const isJson = answer.headers.get('content-type')?.startsWith('application/json') === true;
    return {
      status: answer.status,
      headers: answer.headers,
      body: isJson ? JSON.parse(text) : text,
    };
  }

  async signIn(token = TOKEN): Promise<Answer> {
    const answer = await this.ask('POST', '/api/session', { token });
    this.cookie = answer.headers.get('set-cookie')?.split(';')[0] ?? '';
    this.csrf = (answer.body as { csrf?: string }).csrf ?? '';
    return answer;
  }
}
