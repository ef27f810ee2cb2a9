import type { Clock } from '../../ports/clock.ts';
import type { Alert, Delivery, Notifier } from '../../ports/notifier.ts';
import { alertMessage } from './alert-message.ts';
import type { TelegramLine } from './telegram-line.ts';

/** Nobody reads more of them in one message. */
const MOST = 10;

/** Tells alerts in one chat. */
export class TelegramNotifier implements Notifier {
  readonly name: string;
  readonly place: string;
  readonly most = MOST;
  readonly #line: TelegramLine;
  readonly #chat: number;
  readonly #clock: Clock;

  constructor(line: TelegramLine, chat: number, clock: Clock) {
    this.name = `Telegram chat ${chat}`;
    this.place = `telegram ${line.bot} ${chat}`;
    this.#line = line;
    this.#chat = chat;
    this.#clock = clock;
  }

  async tell(alerts: readonly Alert[]): Promise<Delivery> {
    const { message, told } = alertMessage(alerts, this.#clock.now());
    const delivery = await this.#line.tell(this.#chat, message);
    return delivery.kind === 'sent' ? { kind: 'sent', told } : delivery;
  }
}
