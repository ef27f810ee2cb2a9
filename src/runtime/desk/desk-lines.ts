import type { Clock } from '../../ports/clock.ts';
import type { DeskFile } from './desk-file.ts';
import { jsonLines } from './json-lines.ts';

/** Who hears nothing for so long has lost the desk, ms. It says something each 5 s. */
const SILENT_MS = 15_000;

/**
 * What a desk says there, a value a line, until it ends or the signal says so.
 * @throws Error when it does not answer, refuses, or falls silent.
 */
export async function* deskLines(
  { port, token, name }: DeskFile,
  path: string,
  signal: AbortSignal,
  clock: Pick<Clock, 'setTimer' | 'clearTimer'>,
): AsyncGenerator<unknown> {
  const silence = new AbortController();
  const quiet = () => clock.setTimer(SILENT_MS, () => silence.abort());
  let timer = quiet();
  try {
    const answer = await fetch(`http://127.0.0.1:${port}${path}`, {
      headers: { authorization: `Bearer ${token}` },
      signal: AbortSignal.any([signal, silence.signal]),
    });
    if (!answer.ok || answer.body === null) throw new Error(`${name} refuses: ${answer.status}`);
    for await (const line of jsonLines(answer.body)) {
      clock.clearTimer(timer);
      timer = quiet();
      yield line;
    }
  } finally {
    clock.clearTimer(timer);
    // Whoever stops listening leaves no connection behind.
    silence.abort();
  }
}
