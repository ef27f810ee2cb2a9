import { Api } from 'grammy';
import type { ReplyKeyboardMarkup, Update, UserFromGetMe } from 'grammy/types';
import type { Secret } from '../../domain/secret.ts';
import { PRIORITY, type Priority, RateLimiter } from '../../net/rate-limiter.ts';
import type { Clock } from '../../ports/clock.ts';
import type { Delivery } from '../../ports/notifier.ts';
import type { Message } from './message.ts';
import { deliveryAfter } from './trouble.ts';

/** "My bot is hitting limits" (Bot FAQ, 2026-11): a message a second into a chat, 30 to all. */
const PER_CHAT = { kind: 'window', limit: 1, windowMs: 1_000 } as const;
const OVERALL = { kind: 'window', limit: 30, windowMs: 1_000 } as const;
/** Answers that wait for their turn; alerts wait in their outboxes. */
const WAITING_MOST = 100;
/** A message that has not had its turn by then is told later. */
const TURN_MS = 30_000;
/** How long Telegram holds a question for updates open, s. */
const POLL_S = 25;
const POLL_SLACK_S = 10;

export type TelegramLineOptions = {
  readonly token: Secret;
  /** Where the Bot API is; undefined: Telegram's own. */
  readonly api: string | undefined;
  readonly chats: readonly number[];
  readonly clock: Clock;
};

/** The Bot API, within its limits. What goes wrong is told in words that do not hold the token. */
export class TelegramLine {
  /** The bot's number, which its token begins with: no secret, whoever writes to it sees it. */
  readonly bot: string;
  readonly #api: Api;
  readonly #limiter: RateLimiter;

  constructor({ token, api, chats, clock }: TelegramLineOptions) {
    this.bot = token.reveal().split(':')[0] ?? '';
    this.#api = new Api(token.reveal(), {
      ...(api === undefined ? {} : { apiRoot: api }),
      timeoutSeconds: POLL_S + POLL_SLACK_S,
    });
    const rules = Object.fromEntries(chats.map((chat) => [bucketOf(chat), PER_CHAT]));
    this.#limiter = new RateLimiter(clock, { all: OVERALL, ...rules }, WAITING_MOST);
  }

  /** Who the bot is. @throws what the Bot API says: use `deliveryAfter` for words. */
  me(): Promise<UserFromGetMe> {
    return this.#api.getMe();
  }

  /** Whether the bot may tell in a chat. @throws as `me`: it may not. */
  async chat(chat: number): Promise<void> {
    await this.#api.getChat(chat);
  }

  /** What was written to the bot from that number on. @throws as `me`. */
  updates(offset: number, signal: AbortSignal): Promise<Update[]> {
    const asked = { offset, timeout: POLL_S, allowed_updates: ['message'] } as const;
    return this.#api.getUpdates(asked, signal as never);
  }

  /** Says that all before that number was heard: it is not told again. @throws as `me`. */
  async confirm(offset: number, signal: AbortSignal): Promise<void> {
    await this.#api.getUpdates({ offset, timeout: 0, limit: 1 }, signal as never);
  }

  /** Sends an answer to somebody who waits for it: before alerts. */
  answer(chat: number, message: Message, keyboard?: ReplyKeyboardMarkup): Promise<Delivery> {
    return this.#send(chat, message, PRIORITY.order, keyboard);
  }

  tell(chat: number, message: Message): Promise<Delivery> {
    return this.#send(chat, message, PRIORITY.read, undefined);
  }

  close(): void {
    this.#limiter.close();
  }

  async #send(
    chat: number,
    { text, entities }: Message,
    priority: Priority,
    keyboard: ReplyKeyboardMarkup | undefined,
  ): Promise<Delivery> {
    const costs = { all: 1, [bucketOf(chat)]: 1 };
    const turn = await this.#limiter.acquire({ costs, priority, ageMsMost: TURN_MS });
    if (!turn.ok) return { kind: 'later', why: turn.message };
    try {
      await this.#api.sendMessage(chat, text, {
        entities,
        link_preview_options: { is_disabled: true },
        ...(keyboard === undefined ? {} : { reply_markup: keyboard }),
      });
      return { kind: 'sent', told: 1 };
    } catch (error) {
      const delivery = deliveryAfter(error);
      if (delivery.kind === 'later' && delivery.afterMs !== undefined) {
        this.#limiter.adjust('all', { pauseMs: delivery.afterMs });
      }
      return delivery;
    }
  }
}

function bucketOf(chat: number): string {
  return `chat ${chat}`;
}
