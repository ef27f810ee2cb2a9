// Telegram's Bot API on the loopback interface, as far as the bot asks for it.
import { once } from 'node:events';
import { createServer, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/** How a call is answered instead of as it should be. */
export type ScriptedFailure =
  | { readonly status: number; readonly retryAfter?: number; readonly description?: string }
  | 'cut'
  | 'hang';

export type SentMessage = {
  readonly chat: number;
  readonly text: string;
  readonly entities: readonly { readonly type: string; offset: number; length: number }[];
  readonly body: Readonly<Record<string, unknown>>;
};

const ME = { id: 1, is_bot: true, first_name: 'Desk', username: 'desk_bot' };

type Poll = { readonly offset: number; readonly response: ServerResponse };

export class TelegramServer {
  readonly base: string;
  readonly token = '123456:AAF-very_secret-token';
  readonly sent: SentMessage[] = [];
  /** Method names of all calls, in order. */
  readonly calls: string[] = [];
  /** Asked before each call; undefined: it is answered as it should be. */
  fail: (method: string) => ScriptedFailure | undefined = () => undefined;
  #updates: { readonly update_id: number; readonly message: unknown }[] = [];
  #polls: Poll[] = [];
  #id = 100;
  readonly #close: () => Promise<void>;

  private constructor(port: number, close: () => Promise<void>) {
    this.base = `http://127.0.0.1:${port}`;
    this.#close = close;
  }

  static async open(): Promise<TelegramServer> {
    const http = createServer(async (request, response) => {
      const pieces: Buffer[] = [];
      for await (const piece of request) pieces.push(piece);
      server.#answer(request.url ?? '', Buffer.concat(pieces).toString('utf8'), response);
    });
    http.listen(0, '127.0.0.1');
    await once(http, 'listening');
    const server = new TelegramServer((http.address() as AddressInfo).port, async () => {
      http.closeAllConnections();
      http.close();
      await once(http, 'close');
    });
    return server;
  }

  close(): Promise<void> {
    return this.#close();
  }

  /** Somebody writes to the bot; `dateS`: when, unix seconds. */
  write(
    user: number,
    text: string,
    { chat = user, type = 'private', dateS = Math.floor(Date.now() / 1_000) } = {},
  ): void {
    const message = {
      ...{ message_id: this.#id, date: dateS, text },
      from: { id: user, is_bot: false, first_name: 'Somebody' },
      chat: { id: chat, type },
    };
    this.#updates.push({ update_id: this.#id++, message });
    for (const { offset, response } of this.#polls.splice(0)) this.#giveUpdates(offset, response);
  }

  /** What was sent into a chat, oldest first. */
  textsIn(chat: number): readonly string[] {
    return this.sent.filter((one) => one.chat === chat).map(({ text }) => text);
  }

  #answer(url: string, text: string, response: ServerResponse): void {
    const [, token, method = ''] = /^\/bot([^/]+)\/(\w+)/.exec(url) ?? [];
    this.calls.push(method);
    const failure = this.fail(method);
    if (failure === 'hang') return;
    if (failure === 'cut') {
      response.destroy();
      return;
    }
    if (failure !== undefined) {
      refuse(response, failure);
      return;
    }
    if (token !== this.token) {
      refuse(response, { status: 401, description: 'Unauthorized' });
      return;
    }
    const body = JSON.parse(text === '' ? '{}' : text) as Record<string, unknown>;
    if (method === 'getMe') give(response, ME);
    else if (method === 'getUpdates') this.#poll(body, response);
    else if (method === 'getChat') give(response, { id: body.chat_id, type: 'private' });
    else if (method === 'sendMessage') this.#send(body, response);
    else refuse(response, { status: 404, description: 'Not Found' });
  }

  /** Held open until there is something, as Telegram does. */
  #poll(body: Record<string, unknown>, response: ServerResponse): void {
    const offset = Number(body.offset ?? 0);
    this.#updates = this.#updates.filter(({ update_id }) => update_id >= offset);
    if (this.#updates.length > 0 || body.timeout === 0) this.#giveUpdates(offset, response);
    else this.#polls.push({ offset, response });
  }

  #giveUpdates(offset: number, response: ServerResponse): void {
    give(
      response,
      this.#updates.filter(({ update_id }) => update_id >= offset),
    );
  }

  #send(body: Record<string, unknown>, response: ServerResponse): void {
    const text = String(body.text ?? '');
    if (text === '' || text.length > 4_096) {
      refuse(response, { status: 400, description: 'Bad Request: message text' });
      return;
    }
    const entities = (body.entities ?? []) as SentMessage['entities'];
    this.sent.push({ chat: Number(body.chat_id), text, entities, body });
    give(response, { message_id: this.#id++, date: 0, chat: { id: body.chat_id } });
  }
}

function give(response: ServerResponse, result: unknown): void {
  response.writeHead(200, { 'content-type': 'application/json' });
  response.end(JSON.stringify({ ok: true, result }));
}

function refuse(
  response: ServerResponse,
  { status, retryAfter, description = 'failed' }: Exclude<ScriptedFailure, string>,
): void {
  response.writeHead(status, { 'content-type': 'application/json' });
  const parameters = retryAfter === undefined ? {} : { parameters: { retry_after: retryAfter } };
  response.end(JSON.stringify({ ok: false, error_code: status, description, ...parameters }));
}
