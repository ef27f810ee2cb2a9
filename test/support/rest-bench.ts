// The venue's REST clients against a server on the loopback interface, in virtual time.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Secret } from '../../src/domain/secret.ts';
import { MICROS_PER_SECOND } from '../../src/domain/units.ts';
import {
  type HttpAnswered,
  type HttpTransport,
  httpTransport,
} from '../../src/net/http-transport.ts';
import { ClobClient, type DeskOptions } from '../../src/polymarket/rest/clob-client.ts';
import { withKey } from '../../src/polymarket/rest/clob-key.ts';
import { ClobHeartbeat } from '../../src/polymarket/rest/heartbeat.ts';
import { type ServiceOptions, VenueService } from '../../src/polymarket/rest/service.ts';
import { VenueClock } from '../../src/polymarket/rest/venue-clock.ts';
import { VenueLimiter } from '../../src/polymarket/rest/venue-limiter.ts';
import type { ApiCredentials } from '../../src/polymarket/signing/api-credentials.ts';
import { ANVIL_ADDRESS } from './anvil.ts';
import { eventually } from './eventually.ts';
import { HttpServer, type ReceivedRequest, type ScriptedAnswer } from './http-server.ts';
import { VirtualClock } from './virtual-clock.ts';

/** Texts that must not come out anywhere. */
export const API_SECRET = 'c2VjcmV0LW9mLXRoZS10ZXN0';
export const API_PASSPHRASE = 'pass-phrase-of-the-test';

export const CREDENTIALS: ApiCredentials = {
  key: 'a-key-of-the-test',
  secret: new Secret(API_SECRET),
  passphrase: new Secret(API_PASSPHRASE),
};

export class RestBench {
  readonly server: HttpServer;
  readonly clock = new VirtualClock();
  readonly options: ServiceOptions;
  /** What the venue answers; asked for its time or version, the bench answers itself. */
  answer: (request: ReceivedRequest) => ScriptedAnswer = () => ({ status: 200, body: '{}' });
  timeAnswer: () => ScriptedAnswer = () => json(this.venueSeconds());
  /** The venue's clock minus ours, ms. */
  venueAheadMs = 0;
  version = 2;
  /** Paths of requests under way, and of those among them that nobody will answer. */
  readonly #flying: string[] = [];
  readonly #hanging = new Set<string>();

  private constructor(server: HttpServer, changes: Partial<ServiceOptions>) {
    this.server = server;
    const { clock } = this;
    this.options = {
      clock,
      venueClock: new VenueClock(clock),
      limiter: new VenueLimiter(clock),
      random: () => 0.5,
      userAgent: 'polydesk-test/1',
      retry: { attemptsMost: 1 },
      http: (...asked) => this.#watched(...asked),
      ...changes,
    };
    server.answer = (request) => {
      if (request.path === '/time') return this.timeAnswer();
      if (request.path === '/version') return json({ version: this.version });
      const answer = this.answer(request);
      if (answer === 'hang') this.#hanging.add(request.path);
      return answer;
    };
  }

  static async open(changes: Partial<ServiceOptions> = {}): Promise<RestBench> {
    return new RestBench(await HttpServer.open(), changes);
  }

  /** What was asked, but for time and version. */
  get received(): readonly ReceivedRequest[] {
    return this.server.received.filter(({ path }) => path !== '/time' && path !== '/version');
  }

  venueSeconds(): number {
    return Math.floor(this.clock.now() / MICROS_PER_SECOND + this.venueAheadMs / 1_000);
  }

  clob(): ClobClient {
    return new ClobClient(this.server.base, this.options);
  }

  /** A client that has found out that it may sign, with a key. */
  async desk(options: DeskOptions = {}) {
    const clob = this.clob();
    await clob.state.version();
    return { clob, ...clob.desk(ANVIL_ADDRESS, CREDENTIALS, options) };
  }

  /** Heartbeats of the same key, one at a time; `check` runs before each is signed. */
  heartbeat(check: () => void = () => {}): ClobHeartbeat {
    const service = new VenueService(this.server.base, this.options);
    const authorize = withKey(ANVIL_ADDRESS, CREDENTIALS, this.clob().state);
    return new ClobHeartbeat(service, (request) => {
      check();
      return authorize(request);
    });
  }

  /** Time passes, a tenth of a second at a time: what will be answered arrives before the next. */
  async pass(seconds: number): Promise<void> {
    for (let tenths = 0; tenths < seconds * 10; tenths++) {
      await this.clock.pass(100);
      await eventually(() => this.#flying.every((path) => this.#hanging.has(path)));
      await this.clock.pass(0);
    }
  }

  /** Lets time pass, a millisecond with each turn of the event loop, until this is known. */
  async settled<T>(asking: Promise<T>): Promise<T> {
    let isOver = false;
    void asking.finally(() => {
      isOver = true;
    });
    while (!isOver) await this.clock.pass(1);
    return asking;
  }

  close(): Promise<void> {
    return this.server.close();
  }

  async #watched(...asked: Parameters<HttpTransport>): Promise<HttpAnswered> {
    const path = String(asked[0]).slice(this.server.base.length);
    this.#flying.push(path);
    try {
      return await httpTransport(...asked);
    } finally {
      this.#flying.splice(this.#flying.indexOf(path), 1);
      this.#hanging.delete(path);
    }
  }
}

export function json(value: unknown, status = 200): ScriptedAnswer {
  return { status, body: JSON.stringify(value) };
}

/** A recorded answer as it came. */
export function fileAnswer(folder: string, name: string): ScriptedAnswer {
  return { status: 200, body: readFileSync(join(folder, name), 'utf8') };
}
