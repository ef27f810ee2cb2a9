import { HttpClient, type HttpOptions, type HttpRequest } from '../../net/http-client.ts';
import type { HttpOutcome } from '../../net/http-outcome.ts';
import { httpTransport } from '../../net/http-transport.ts';

/**
 * A request whose answer is wanted as it came, for the recorder and for numbers that no float
 * holds. `text` is what arrived of the body, whatever the outcome.
 */
export async function requestText(
  options: HttpOptions,
  request: HttpRequest,
): Promise<{ readonly outcome: HttpOutcome; readonly text: string }> {
  const inner = options.http ?? httpTransport;
  const pieces: Uint8Array[] = [];
  async function* kept(body: AsyncIterable<Uint8Array>) {
    for await (const piece of body) {
      pieces.push(piece);
      yield piece;
    }
  }
  const client = new HttpClient({
    ...options,
    http: async (...call) => {
      const { status, headers, body } = await inner(...call);
      return { status, headers, body: body && kept(body) };
    },
  });
  const outcome = await client.request(request);
  return { outcome, text: Buffer.concat(pieces).toString('utf8') };
}
