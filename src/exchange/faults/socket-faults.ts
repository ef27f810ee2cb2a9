import type { FaultLine } from './fault-line.ts';

/** The sockets of the exchange, each with faults of its own. */
export const SOCKET_CHANNELS = ['market', 'user', 'prices', 'rtds'] as const;
export type SocketChannel = (typeof SOCKET_CHANNELS)[number];

/**
 * What is wrong with one kind of socket. The fields hold until they are set back; the methods hurt
 * the connections that are open now, once.
 */
export class ChannelFaults {
  /** Everything comes so much later, ms. */
  delayMs = 0;
  /** Every frame comes twice. */
  isDoubled = false;
  /** Those who want to connect are refused with this. */
  refusal: 429 | 503 | undefined;
  #isStalled = false;
  #isReordered = false;
  readonly #lines = new Set<FaultLine>();

  /**
   * Connections stay open and answer signs of life, but carry nothing: what is sent meanwhile is
   * lost, what was on its way comes when it ends.
   */
  get isStalled(): boolean {
    return this.#isStalled;
  }

  set isStalled(isStalled: boolean) {
    this.#isStalled = isStalled;
    this.#each((line) => line.ease());
  }

  /** Each two frames change places. */
  get isReordered(): boolean {
    return this.#isReordered;
  }

  set isReordered(isReordered: boolean) {
    this.#isReordered = isReordered;
    this.#each((line) => line.ease());
  }

  get isCalm(): boolean {
    return !(this.isStalled || this.isDoubled || this.isReordered) && this.delayMs === 0;
  }

  /** Cuts all connections without a goodbye; returns how many. */
  drop(): number {
    return this.#each((line) => line.cut());
  }

  /** Sends a frame that says nothing anybody could read. */
  sendGarbage(): number {
    return this.#each((line) => line.sendGarbage());
  }

  /** The next frame of each connection ends in its middle. */
  truncateNext(): number {
    return this.#each((line) => line.truncateNext());
  }

  calm(): void {
    Object.assign(this, { isStalled: false, delayMs: 0, isDoubled: false, isReordered: false });
    this.refusal = undefined;
  }

  add(line: FaultLine): void {
    this.#lines.add(line);
  }

  remove(line: FaultLine): void {
    this.#lines.delete(line);
  }

  #each(hurt: (line: FaultLine) => void): number {
    const lines = [...this.#lines];
    for (const line of lines) hurt(line);
    return lines.length;
  }
}

/** Faults of the sockets on demand: those that the venue's clients have reported over the years. */
export class SocketFaults {
  readonly market = new ChannelFaults();
  readonly user = new ChannelFaults();
  readonly prices = new ChannelFaults();
  readonly rtds = new ChannelFaults();
  /** Tokens whose snapshot nobody gets. */
  readonly withoutSnapshot = new Set<string>();
  /** Tokens that nothing is told of any more, while others go on. */
  readonly silent = new Set<string>();

  /** Everything works again. */
  calm(): void {
    for (const channel of SOCKET_CHANNELS) this[channel].calm();
    this.withoutSnapshot.clear();
    this.silent.clear();
  }
}
