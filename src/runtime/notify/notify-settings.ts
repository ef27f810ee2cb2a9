import type { AlertKind, AlertLevel } from '../../ports/notifier.ts';

/** Which alerts a place is told; `kinds` undefined: all. */
export type ToldThere = {
  readonly level: AlertLevel;
  readonly kinds: readonly AlertKind[] | undefined;
};

export type TelegramSettings = ToldThere & {
  readonly users: readonly number[];
  readonly group: number | undefined;
  readonly api: string | undefined;
  /** The file that holds the bot's token; undefined: it is in the environment. */
  readonly tokenFile: string | undefined;
};

export type WebhookSettings = ToldThere & {
  /** As it stands in the file; undefined: it is in the environment. */
  readonly url: string | undefined;
  readonly urlFrom: string | undefined;
  readonly secretFrom: string | undefined;
};

/** Where alerts are told. It holds no secret but what somebody wrote into an address. */
export type NotifySettings = {
  readonly telegram: TelegramSettings | undefined;
  readonly webhooks: readonly WebhookSettings[];
  /** Of the summary of a day, µs since midnight UTC; undefined: none. */
  readonly dailyAt: number | undefined;
};
