import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { HttpServer } from '../../../test/support/http-server.ts';
import { VirtualClock } from '../../../test/support/virtual-clock.ts';
import { requestText } from './text-request.ts';

let server: HttpServer;
beforeEach(async () => {
  server = await HttpServer.open();
});
afterEach(() => server.close());

function ask(bodyBytesMost = 1_000) {
  const options = {
    base: server.base,
    userAgent: 'polydesk-test',
    clock: new VirtualClock(),
    timeoutMs: 1_000,
    bodyBytesMost,
    dialect: { limiter: () => undefined, outage: () => undefined },
  };
  return requestText(options, { method: 'GET', path: '/' });
}

describe('an answer', () => {
  test('comes to the byte, beside what it means', async () => {
    const body = '{"iv": 45.10, "n": 1.0e-4, "ä": "é"}';
    server.answer = () => ({ status: 200, body });
    expect(await ask()).toMatchObject({ outcome: { kind: 'ok' }, text: body });
  });

  test('without a body has no text', async () => {
    server.answer = () => ({ status: 204 });
    expect(await ask()).toMatchObject({ outcome: { kind: 'ok' }, text: '' });
  });

  test('that is too large is not read to its end', async () => {
    server.answer = () => ({ status: 200, body: 'x'.repeat(1_000_000) });
    const { outcome, text } = await ask(10);
    expect(outcome).toMatchObject({ kind: 'unknown', cause: 'tooLarge' });
    expect(text.length).toBeLessThan(1_000_000);
  });

  test.each([['cut'], ['cut half-way']] as const)('that breaks off is unknown: %s', async (how) => {
    server.answer = () => how;
    expect((await ask()).outcome).toMatchObject({ kind: 'unknown', cause: 'transport' });
  });
});
