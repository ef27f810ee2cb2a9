// A desk that trades live as a person runs it: the real command, a key, a local exchange.
import type { ChildProcess } from 'node:child_process';
import { join } from 'node:path';
import { Secret } from '../../src/domain/secret.ts';
import { addKey } from '../../src/runtime/keys.ts';
import { ANVIL_ADDRESS, ANVIL_KEY } from './anvil.ts';
import { temporaryFolder } from './imported.ts';
import { type ServedExchange, serveExchange } from './local-exchange.ts';
import { endOf, startPolydesk } from './run-command.ts';

const PASSPHRASE = 'a passphrase of a test';
const LIMITS = ['--max-order', '10', '--max-day', '400', '--max-exposure', '100'];

export type Ended = Awaited<ReturnType<typeof endOf>>;

export class LiveCommand {
  readonly served: ServedExchange;
  readonly home: string;
  readonly #running: ChildProcess[] = [];

  private constructor(served: ServedExchange, home: string) {
    this.served = served;
    this.home = home;
  }

  static async open(): Promise<LiveCommand> {
    const home = temporaryFolder();
    const served = await serveExchange({ frames: ['5m', '4h'], tradesPerMinute: 60 });
    const path = join(home, '.polydesk', 'keys', 'practice.json');
    await addKey(path, new Secret(ANVIL_KEY), new Secret(PASSPHRASE));
    return new LiveCommand(served, home);
  }

  async close(): Promise<void> {
    for (const one of this.#running) one.kill('SIGKILL');
    await this.served.exchange.stop();
  }

  /** Where the key's journal and lease stand. */
  get walletFolder(): string {
    const place = new URL(this.served.exchange.base).host.replace(':', '-');
    return join(this.home, '.polydesk', 'wallets', ANVIL_ADDRESS.toLowerCase(), place);
  }

  /** Open by the exchange. */
  get openOrders(): number {
    return this.#wallet?.account.openOrders ?? 0;
  }

  get #wallet() {
    return this.served.exchange.venue.wallets.get(ANVIL_ADDRESS.toLowerCase());
  }

  /** Orders of the key that the exchange has taken so far. */
  get sent(): readonly string[] {
    const key = this.served.exchange.venue.keys.of(ANVIL_ADDRESS.toLowerCase())[0];
    return this.served.received.flatMap(({ facts }) => (facts.key === key ? [facts.id] : []));
  }

  /** Cash and shares as the exchange has them. */
  get holds() {
    const held = [...(this.#wallet?.account.positions() ?? [])];
    const shares = held.map(([, { traded }]) => traded).filter((traded) => traded !== 0);
    return { cash: this.#wallet?.account.cash as number, shares: shares.sort((a, b) => a - b) };
  }

  start(words: readonly string[], passphrase = PASSPHRASE): ChildProcess {
    const env = { HOME: this.home, POLYDESK_PASSPHRASE: passphrase };
    const child = startPolydesk(words, { cwd: this.home, env });
    this.#running.push(child);
    return child;
  }

  run(words: readonly string[], passphrase?: string): Promise<Ended> {
    return endOf(this.start(words, passphrase));
  }

  /**
   * A desk that keeps quotes at the best prices, or one of other strategies; what it said comes
   * when it has ended.
   */
  desk(
    name: string,
    strategies = 'join-best',
    words: readonly string[] = [],
  ): { readonly process: ChildProcess; readonly end: Promise<Ended> } {
    const { served, home } = this;
    const at = ['--exchange', served.exchange.base, '--to', join(home, 'archive')];
    const who = ['live', '--strategies', strategies, '--key', 'practice', ...at];
    const set = ['--set', 'size=6', ...words];
    const child = this.start([...who, ...LIMITS, ...set, '--name', name, '--no-report']);
    const end = endOf(child);
    child.stdin?.end(`trade ${strategies} on b92266 up to 400 a day\n`);
    return { process: child, end };
  }
}
