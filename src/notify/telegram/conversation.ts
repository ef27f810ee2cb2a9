import type { ReplyKeyboardMarkup } from 'grammy/types';
import type { Clock } from '../../ports/clock.ts';
import type { DeskLine, DeskWord } from '../desk-line.ts';
import { marked } from './badge.ts';
import { type Command, type CommandEnd, type Told, text } from './command.ts';
import { CODE_LENGTH, CODE_LETTERS, CODE_MS, Confirmations } from './confirmations.ts';
import { LOOK_COMMANDS } from './look-commands.ts';
import { cleanLines, type Message, messageOf } from './message.ts';
import { saidWord } from './said-word.ts';
import { WORD_COMMANDS } from './word-commands.ts';

/** What somebody on the list has written. */
export type Heard = {
  readonly user: number;
  readonly chat: number;
  readonly text: string;
  /** When it was written, by Telegram's clock, ms; and ours when we began to listen. */
  readonly writtenMs: number;
  readonly listeningSinceMs: number;
};

type Pending = { readonly word: DeskWord; readonly chat: number };

export type Reply = { readonly message: Message; readonly keyboard?: ReplyKeyboardMarkup };

const COMMANDS: readonly Command[] = [...LOOK_COMMANDS, ...WORD_COMMANDS];
const LINE_MOST = 200;
const CODE = new RegExp(`^[${CODE_LETTERS}]{${CODE_LENGTH}}$`, 'i');

/** Understands what is written to the bot, does it, and says what to answer. */
export class Conversation {
  readonly #line: DeskLine;
  readonly #clock: Clock;
  readonly #confirmations: Confirmations<Pending>;

  /** `pick`: a random whole number below, that nobody can guess. */
  constructor(line: DeskLine, clock: Clock, pick: (below: number) => number) {
    this.#line = line;
    this.#clock = clock;
    this.#confirmations = new Confirmations(pick);
  }

  /** Whether it is to be heard before all that waits: it takes risk out at once. */
  static isExit(words: string): boolean {
    const name = nameIn(words);
    return COMMANDS.some((command) => command.name === name && command.does === 'exit');
  }

  async answer(heard: Heard): Promise<Reply> {
    const words = heard.text.trim();
    if (!words.startsWith('/')) return this.#confirmed(heard, words);
    const name = nameIn(words);
    if (name === 'help' || name === 'start') return help();
    const args = words.split(/\s+/).slice(1);
    if (name === 'confirm') return this.#confirmed(heard, args[0] ?? '');
    const command = COMMANDS.find((one) => one.name === name);
    if (command === undefined) return said(text('There is no such command. /help tells them.'));
    const isLate = heard.writtenMs < heard.listeningSinceMs;
    if (isLate && command.does !== 'look') {
      return said(text(`/${command.name} was written before the desk ran: it is not done.`));
    }
    const now = this.#clock.now();
    const end = await command.run({ args, line: this.#line, now });
    return end.kind === 'confirm' ? this.#ask(heard, end) : said(end);
  }

  #ask({ user, chat }: Heard, { word, what }: CommandEnd & { kind: 'confirm' }): Reply {
    const code = this.#confirmations.ask(user, { word, chat }, this.#clock.monotonic());
    const until = `within ${CODE_MS / 1_000} s`;
    return said(text(marked(this.#line, `To ${what}, answer with this code ${until}: ${code}`)));
  }

  async #confirmed({ user, chat }: Heard, words: string): Promise<Reply> {
    if (!this.#confirmations.isAwaited(user) && !CODE.test(words)) return help();
    const taken = this.#confirmations.take(user, words, this.#clock.monotonic());
    if (!taken.ok) return said(text(taken.message));
    if (taken.value.chat !== chat) return said(text('That code is of another chat: ask again.'));
    return said(await saidWord(this.#line, taken.value.word));
  }
}

function nameIn(words: string): string | undefined {
  return /^\/([a-z]+)(?:@\w+)?(?:\s|$)/i.exec(words.trim())?.[1]?.toLowerCase();
}

function said(end: Told): Reply {
  if (end.kind === 'lines') {
    const all = cleanLines(end.lines.join('\n'), LINE_MOST);
    return { message: messageOf([{ text: all, style: 'pre' }]) };
  }
  return { message: messageOf([{ text: cleanLines(end.text, LINE_MOST), style: 'code' }]) };
}

/** The common ones. What ends a desk is typed: no thumb hits it by chance. */
const KEYBOARD: ReplyKeyboardMarkup = {
  keyboard: [
    [{ text: '/status' }, { text: '/profit' }, { text: '/positions' }],
    [{ text: '/orders' }, { text: '/trades' }, { text: '/strategies' }],
    [{ text: '/pause' }, { text: '/logs' }, { text: '/help' }],
  ],
  resize_keyboard: true,
  is_persistent: true,
};

function help(): Reply {
  const lines = COMMANDS.map(({ name, usage, summary }) => {
    const call = usage === '' ? `/${name}` : `/${name} ${usage}`;
    return `${call}: ${summary}`;
  });
  return { message: messageOf([{ text: lines.join('\n') }]), keyboard: KEYBOARD };
}
