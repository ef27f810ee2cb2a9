import { HttpClient, type HttpOptions, type HttpRequest } from '../../net/http-client.ts';
import type { HttpOutcome } from '../../net/http-outcome.ts';

/**
 * A request whose answer is wanted as it came, for the recorder and for numbers that no float
 * holds. `text` is what arrived of the body, whatever the outcome.
 */
export async function requestText(
  options: HttpOptions,
  request: HttpRequest,
): Promise<{ readonly outcome: HttpOutcome; readonly text: string }> {
  const inner = options.fetch ?? fetch;
  const pieces: Uint8Array[] = [];
  const keep = new TransformStream<Uint8Array, Uint8Array>({
    transform: (piece, controller) => {
      pieces.push(piece);
      controller.enqueue(piece);
    },
  });
  const client = new HttpClient({
    ...options,
    fetch: async (...call) => {
      const response = await inner(...call);
      if (response.body === null) return response;
      const { status, headers } = response;
      return new Response(response.body.pipeThrough(keep), { status, headers });
    },
  });
  const outcome = await client.request(request);
  return { outcome, text: Buffer.concat(pieces).toString('utf8') };
}
