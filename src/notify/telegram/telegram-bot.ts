import type { Update, UserFromGetMe } from 'grammy/types';
import { MICROS_PER_MS } from '../../domain/units.ts';
import { Backoff } from '../../net/backoff.ts';
import { pause } from '../../net/pause.ts';
import { type Clock, elapsedMs } from '../../ports/clock.ts';
import type { DeskLine } from '../desk-line.ts';
import { Conversation, type Heard } from './conversation.ts';
import type { TelegramLine } from './telegram-line.ts';
import { deliveryAfter, isTurnedAway } from './trouble.ts';

const WAITS = { leastMs: 500, firstMs: 1_000, mostMs: 60_000 };
/** A wrong token does not become right by asking. */
const TURNED_AWAY_MS = 60_000;
/** An answer that comes at once and is empty is none that was waited for. */
const POLL_LEAST_MS = 1_000;
const CONFIRM_MS = 3_000;
const MS_PER_S = 1_000;
/** Words of one user that wait for those before them; what is beyond is not heard. */
const WAITING_MOST = 20;
/** Strangers that are named in the log, each once. */
const STRANGERS_NAMED = 50;

export type TelegramBotOptions = {
  readonly line: TelegramLine;
  /** Users who are heard. Nobody else gets an answer. */
  readonly users: readonly number[];
  /** A group in which they are heard beside their own chats. */
  readonly group: number | undefined;
  readonly desk: DeskLine;
  readonly clock: Clock;
  readonly random: () => number;
  /** A random whole number below, that nobody can guess. */
  readonly pick: (below: number) => number;
  /** Words that were written before are not done; µs UTC. */
  readonly since: number;
  readonly onTrouble: (text: string) => void;
};

export type BotState = {
  /** The bot's name; undefined: Telegram has not told it yet. */
  readonly name: string | undefined;
  readonly refused: number;
  readonly trouble: string | undefined;
};

/** Hears what is written to the bot, and answers those who may ask. */
export class TelegramBot {
  readonly #options: TelegramBotOptions;
  readonly #conversation: Conversation;
  readonly #backoff: Backoff;
  readonly #closed = new AbortController();
  readonly #strangers = new Set<number>();
  readonly #turns = new Map<number, { last: Promise<void>; waiting: number }>();
  /** Answers to what took risk out. */
  readonly #exits = new Set<Promise<void>>();
  #me: UserFromGetMe | undefined;
  #offset = 0;
  #refused = 0;
  #trouble: string | undefined;
  #working: Promise<void> | undefined;

  constructor(options: TelegramBotOptions) {
    this.#options = options;
    this.#conversation = new Conversation(options.desk, options.clock, options.pick);
    this.#backoff = new Backoff(WAITS, options.random);
  }

  get state(): BotState {
    return { name: this.#me?.username, refused: this.#refused, trouble: this.#trouble };
  }

  start(): void {
    this.#working ??= this.#listen();
  }

  /** Hears nobody any more; what is being answered is answered first. */
  async close(): Promise<void> {
    this.#closed.abort();
    await this.#working;
    await this.#confirm();
    await Promise.all([...this.#turns.values()].map(({ last }) => last));
    await Promise.all(this.#exits);
  }

  /** What was heard must not be heard again by whoever listens next. */
  async #confirm(): Promise<void> {
    const { line, clock } = this.#options;
    if (this.#offset === 0) return;
    const late = new AbortController();
    const timer = clock.setTimer(CONFIRM_MS, () => late.abort());
    await line.confirm(this.#offset, late.signal).catch(() => {});
    clock.clearTimer(timer);
  }

  async #listen(): Promise<void> {
    const { clock, onTrouble } = this.#options;
    const { signal } = this.#closed;
    while (!signal.aborted) {
      try {
        await this.#hearNext();
        this.#backoff.reset();
        this.#trouble = undefined;
      } catch (error) {
        if (signal.aborted) return;
        const { why, afterMs = 0 } = laterAfter(error);
        if (this.#trouble === undefined) onTrouble(`Telegram bot: ${why}`);
        this.#trouble = why;
        const least = isTurnedAway(error) ? TURNED_AWAY_MS : afterMs;
        await pause(clock, Math.max(least, this.#backoff.next()), signal);
      }
    }
  }

  async #hearNext(): Promise<void> {
    const { clock, line } = this.#options;
    const { signal } = this.#closed;
    this.#me ??= await line.me();
    const began = clock.monotonic();
    const updates = await line.updates(this.#offset, signal);
    for (const update of updates) {
      this.#offset = update.update_id + 1;
      this.#hear(update);
    }
    const tookMs = elapsedMs(began, clock.monotonic());
    if (updates.length === 0 && tookMs < POLL_LEAST_MS) {
      await pause(clock, POLL_LEAST_MS - tookMs, signal);
    }
  }

  #hear({ message }: Update): void {
    if (message?.from === undefined) return;
    const { from, chat, text, date } = message;
    const { users, group, since } = this.#options;
    const isPlace = chat.type === 'private' || chat.id === group;
    if (!users.includes(from.id) || !isPlace) {
      this.#refuse(from.id);
      return;
    }
    if (text === undefined || !this.#isForUs(text)) return;
    this.#take({
      ...{ user: from.id, chat: chat.id, text, writtenMs: date * MS_PER_S },
      // Telegram tells whole seconds.
      listeningSinceMs: Math.floor(since / MICROS_PER_MS / MS_PER_S) * MS_PER_S,
    });
  }

  /** In a group other bots are spoken to as well. */
  #isForUs(text: string): boolean {
    const named = /^\/\w+@(\w+)/.exec(text.trim())?.[1];
    return named === undefined || named.toLowerCase() === this.#me?.username.toLowerCase();
  }

  /** Silence: a stranger does not learn that there is a desk. */
  #refuse(user: number): void {
    this.#refused++;
    if (this.#strangers.has(user) || this.#strangers.size >= STRANGERS_NAMED) return;
    this.#strangers.add(user);
    this.#options.onTrouble(`Telegram user ${user} is not on the list, and gets no answer`);
  }

  /** Words of a user one after the other; what takes risk out waits for nothing. */
  #take(heard: Heard): void {
    if (Conversation.isExit(heard.text)) {
      const answering: Promise<void> = this.#answer(heard).finally(() => {
        this.#exits.delete(answering);
      });
      this.#exits.add(answering);
      return;
    }
    const turn = this.#turns.get(heard.user) ?? { last: Promise.resolve(), waiting: 0 };
    if (turn.waiting >= WAITING_MOST) return;
    turn.waiting++;
    turn.last = turn.last
      .then(() => this.#answer(heard))
      .finally(() => {
        turn.waiting--;
      });
    this.#turns.set(heard.user, turn);
  }

  async #answer(heard: Heard): Promise<void> {
    const { line, onTrouble } = this.#options;
    try {
      const { message, keyboard } = await this.#conversation.answer(heard);
      const delivery = await line.answer(heard.chat, message, keyboard);
      if (delivery.kind !== 'sent') onTrouble(`an answer did not arrive: ${delivery.why}`);
    } catch (error) {
      // Not the error's own words: they may hold what was written.
      onTrouble(`an answer has failed: ${error instanceof Error ? error.name : 'unknown'}`);
    }
  }
}

function laterAfter(error: unknown): { readonly why: string; readonly afterMs?: number } {
  const delivery = deliveryAfter(error);
  if (delivery.kind === 'refused' || delivery.afterMs === undefined) return { why: delivery.why };
  return { why: delivery.why, afterMs: delivery.afterMs };
}
