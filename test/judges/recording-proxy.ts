// Stands between a client and an exchange, passes everything on as it is, and keeps it.
import { once } from 'node:events';
import { createServer, type IncomingMessage, request, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

export type Exchanged = {
  readonly method: string;
  /** With its query. */
  readonly path: string;
  readonly sent: string;
  readonly status: number;
  readonly answer: string;
};

/** What is done with a request: passed on; refused here; or passed on and its answer lost. */
export type Fault =
  | { readonly kind: 'refused'; readonly status: number; readonly body: string }
  | { readonly kind: 'answer lost' };

export class RecordingProxy {
  readonly base: string;
  /** Asked of each request. */
  fault: (method: string, path: string) => Fault | undefined = () => undefined;
  readonly exchanged: readonly Exchanged[];
  readonly #close: () => Promise<void>;

  private constructor(port: number, exchanged: readonly Exchanged[], close: () => Promise<void>) {
    this.base = `http://127.0.0.1:${port}`;
    this.exchanged = exchanged;
    this.#close = close;
  }

  /** `target`: the base address that everything is passed on to. */
  static async open(target: string): Promise<RecordingProxy> {
    const exchanged: Exchanged[] = [];
    const http = createServer((asked, answered) => {
      const fault = proxy.fault(asked.method ?? '', asked.url ?? '');
      passOn(target, asked, answered, fault).then(
        (one) => exchanged.push(one),
        (error) => answered.destroy(error),
      );
    });
    http.listen(0, '127.0.0.1');
    await once(http, 'listening');
    const proxy = new RecordingProxy((http.address() as AddressInfo).port, exchanged, async () => {
      http.closeAllConnections();
      http.close();
      await once(http, 'close');
    });
    return proxy;
  }

  close(): Promise<void> {
    return this.#close();
  }
}

async function passOn(
  target: string,
  asked: IncomingMessage,
  answered: ServerResponse,
  fault: Fault | undefined,
): Promise<Exchanged> {
  const { method = 'GET', url: path = '/', headers } = asked;
  const sent = await bytesOf(asked);
  const one = { method, path, sent: sent.toString('utf8') };
  if (fault?.kind === 'refused') {
    answered.writeHead(fault.status, { 'content-type': 'application/json' }).end(fault.body);
    return { ...one, status: fault.status, answer: fault.body };
  }
  const onward = request(new URL(path, target), { method, headers, agent: false });
  onward.end(sent);
  const [reply] = (await once(onward, 'response')) as [IncomingMessage];
  const answer = await bytesOf(reply);
  const status = reply.statusCode ?? 0;
  if (fault?.kind === 'answer lost') answered.destroy();
  else answered.writeHead(status, reply.headers).end(answer);
  return { ...one, status, answer: answer.toString('utf8') };
}

async function bytesOf(message: IncomingMessage): Promise<Buffer> {
  const pieces: Buffer[] = [];
  for await (const piece of message) pieces.push(piece);
  return Buffer.concat(pieces);
}
