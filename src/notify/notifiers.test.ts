import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { at } from '../../test/support/a-market.ts';
import { aKill, anAlert } from '../../test/support/an-alert.ts';
import { HttpServer, type ScriptedAnswer } from '../../test/support/http-server.ts';
import { formsOf, found } from '../../test/support/secret-forms.ts';
import { type ScriptedFailure, TelegramServer } from '../../test/support/telegram-server.ts';
import { VirtualClock } from '../../test/support/virtual-clock.ts';
import { Secret } from '../domain/secret.ts';
import type { Delivery, Notifier } from '../ports/notifier.ts';
import { TelegramLine } from './telegram/telegram-line.ts';
import { TelegramNotifier } from './telegram/telegram-notifier.ts';
import { WebhookNotifier } from './webhook/webhook-notifier.ts';

/** How the other side fails, in the words of both. */
type Failure = { readonly status: number; readonly retryAfter?: number } | 'cut' | 'hang';

/** A place of one kind, with its other side. */
type Stage = {
  readonly notifier: Notifier;
  readonly clock: VirtualClock;
  /** Texts of the alerts that arrived, in order, and when. */
  arrived(): readonly { readonly text: string; readonly at: number }[];
  fail(failure: Failure | undefined): void;
  readonly secrets: Readonly<Record<string, readonly string[]>>;
  close(): Promise<void>;
};

async function telegramStage(): Promise<Stage> {
  const server = await TelegramServer.open();
  const clock = new VirtualClock();
  const token = new Secret(server.token);
  const line = new TelegramLine({ token, api: server.base, chats: [7], clock });
  const times: number[] = [];
  server.fail = () => void times.push(clock.now()) as undefined;
  return {
    ...{ notifier: new TelegramNotifier(line, 7, clock), clock },
    arrived: () =>
      server.sent.flatMap(({ text }, i) =>
        [...text.matchAll(/^text \d+$/gm)].map(([one]) => ({ text: one, at: times[i] ?? 0 })),
      ),
    fail: (failure) => {
      server.fail = () => failure as ScriptedFailure | undefined;
    },
    secrets: { token: formsOf(server.token) },
    close: () => server.close(),
  };
}

async function webhookStage(): Promise<Stage> {
  const server = await HttpServer.open();
  const clock = new VirtualClock();
  const path = '/hooks/very-secret-path';
  const secret = 'a signing secret, very long';
  const notifier = new WebhookNotifier({
    ...{ name: 'webhook 1', url: new Secret(`${server.base}${path}`), clock },
    secret: new Secret(secret),
  });
  const arrived: { text: string; at: number }[] = [];
  const take = (body: string) => {
    const { alerts } = JSON.parse(body) as { alerts: { text: string }[] };
    arrived.push(...alerts.map(({ text }) => ({ text, at: clock.now() })));
    return { status: 204 };
  };
  server.answer = ({ body }) => take(body);
  return {
    ...{ notifier, clock, arrived: () => arrived },
    fail: (failure) => {
      server.answer = ({ body }) => (failure === undefined ? take(body) : inHttp(failure));
    },
    secrets: { url: formsOf(path), secret: formsOf(secret) },
    close: () => server.close(),
  };
}

function inHttp(failure: Failure): ScriptedAnswer {
  if (typeof failure === 'string') return failure;
  const { status, retryAfter } = failure;
  return retryAfter === undefined
    ? { status }
    : { status, headers: { 'retry-after': String(retryAfter) } };
}

describe.each([
  ['Telegram', telegramStage],
  ['a webhook', webhookStage],
])('%s', (_name, open) => {
  let stage: Stage;
  beforeEach(async () => {
    stage = await open();
  });
  afterEach(() => stage.close());

  /** Tells, while time passes. */
  async function told(...alerts: Parameters<Notifier['tell']>[0]): Promise<Delivery> {
    let delivery: Delivery | undefined;
    void stage.notifier.tell(alerts).then((one) => {
      delivery = one;
    });
    while (delivery === undefined) {
      await new Promise((resolve) => setTimeout(resolve, 2));
      await stage.clock.pass(50);
    }
    return delivery;
  }
  const alertsFrom = (first: number, count: number) =>
    Array.from({ length: count }, (_, i) => anAlert({ text: `text ${first + i}` }));

  test('tells alerts in order', async () => {
    const delivery = await told(...alertsFrom(0, 3));
    expect(delivery).toEqual({ kind: 'sent', told: 3 });
    expect(stage.arrived().map(({ text }) => text)).toEqual(['text 0', 'text 1', 'text 2']);
  });

  test('tells as many as it takes, and says how many', async () => {
    const { most } = stage.notifier;
    expect(await told(...alertsFrom(0, most + 5))).toMatchObject({ kind: 'sent' });
    const delivery = await told(...alertsFrom(0, 1));
    expect(delivery).toEqual({ kind: 'sent', told: 1 });
  });

  test('is told no more than once a second', async () => {
    const began = stage.clock.now();
    for (let i = 0; i < 3; i++) await told(...alertsFrom(i, 1));
    const times = stage.arrived().map((one) => one.at);
    expect(times).toHaveLength(3);
    for (const [i, time] of times.entries()) {
      expect(time - began).toBeGreaterThanOrEqual(i * 1_000_000);
    }
  });

  test.each<[string, Failure, Partial<Delivery>]>([
    ['too many', { status: 429, retryAfter: 7 }, { kind: 'later', afterMs: 7_000 }],
    ['an outage', { status: 503 }, { kind: 'later' }],
    ['a wrong secret, which may be mended', { status: 401 }, { kind: 'later' }],
    ['a body that it cannot read', { status: 400 }, { kind: 'refused' }],
    ['a line that is cut', 'cut', { kind: 'later' }],
  ])('%s: a value, without any secret', async (_what, failure, expected) => {
    stage.fail(failure);
    const delivery = await told(aKill());
    expect(delivery).toMatchObject(expected);
    expect(found(JSON.stringify(delivery) + stage.notifier.name, stage.secrets)).toEqual([]);
    expect(stage.arrived()).toEqual([]);
  });

  test('comes back when the other side does', async () => {
    stage.fail('cut');
    await told(...alertsFrom(0, 1));
    stage.fail(undefined);
    expect(await told(...alertsFrom(1, 1))).toMatchObject({ kind: 'sent' });
  });

  test('carries foreign text as it is, however it looks', async () => {
    const text = `text 1\n<script>alert(1)</script> *_[x](y)_* ${'"'.repeat(5)} \\ é 漢 😀`;
    expect(await told(anAlert({ text, at: at(0) }))).toMatchObject({ kind: 'sent' });
    expect(stage.arrived()).toHaveLength(1);
  });
});
