import type { DeskFile } from '../../src/runtime/desk/desk-file.ts';

function asked({ port, token }: DeskFile, path: string, method: string): Promise<Response> {
  const headers = { authorization: `Bearer ${token}` };
  return fetch(`http://127.0.0.1:${port}${path}`, { method, headers });
}

/** Asks a desk's control server as a command does. */
export async function askControl(desk: DeskFile, path: string, method: 'GET' | 'POST' = 'GET') {
  const answer = await asked(desk, path, method);
  if (answer.headers.get('content-type') === 'application/x-ndjson') {
    await answer.body?.cancel();
    return { status: answer.status, body: undefined };
  }
  return { status: answer.status, body: (await answer.json()) as unknown };
}

/** The first lines of an answer that goes on. */
export async function firstLines(desk: DeskFile, path: string, count: number): Promise<unknown[]> {
  const { body } = await asked(desk, path, 'GET');
  let text = '';
  if (body === null) return [];
  for await (const part of body.pipeThrough(new TextDecoderStream())) {
    text += part;
    if (text.split('\n').length > count) break;
  }
  return text
    .split('\n')
    .slice(0, count)
    .map((line) => JSON.parse(line) as unknown);
}
