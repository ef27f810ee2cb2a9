import { expect, test } from 'vitest';
import {
  aDeskDocument,
  aDeskRow,
  aNewsRow,
  aStrategyRow,
} from '../../../test/support/a-desk-document.ts';
import { ADeskLine } from '../../../test/support/a-desk-line.ts';
import { VirtualClock } from '../../../test/support/virtual-clock.ts';
import { refuse } from '../../domain/result.ts';
import { Conversation, type Reply } from './conversation.ts';

const ANN = 11;
const BOB = 22;

function stage() {
  const clock = new VirtualClock();
  const desk = new ADeskLine();
  let next = 0;
  const conversation = new Conversation(desk, clock, (below) => next++ % below);
  type From = { user?: number; chat?: number; writtenMs?: number };
  const write = (text: string, { user = ANN, chat = user, writtenMs = 10 }: From = {}) =>
    conversation.answer({ user, chat, text, writtenMs, listeningSinceMs: 5 });
  const says = async (text: string, from?: From) => (await write(text, from)).message.text;
  return { clock, desk, write, says };
}

const codeIn = (text: string) => /: ([A-Z2-9]{6})$/.exec(text)?.[1] as string;

test('every command has its answer, and help names them all with a keyboard', async () => {
  const { write, says } = stage();
  const { message, keyboard } = (await write('/help')) as Required<Reply>;
  for (const name of ['status', 'profit', 'positions', 'orders', 'trades', 'strategies', 'logs']) {
    expect(message.text).toContain(`/${name}`);
    expect(await says(`/${name}`)).not.toMatch(/no such command/);
  }
  for (const name of ['pause', 'resume', 'stop', 'kill', 'size', 'reload']) {
    expect(message.text).toContain(`/${name}`);
  }
  const keys = keyboard.keyboard.flat().map((key) => (typeof key === 'string' ? key : key.text));
  expect(keys).toContain('/status');
  // No thumb ends a desk by chance.
  expect(keys).not.toContain('/kill');
  expect(await says('/nothing')).toMatch(/no such command/);
  expect(await says('hello')).toBe(message.text);
});

test('looks say what the desk told, and that it is not heard where that is so', async () => {
  const { desk, says } = stage();
  expect(await says('/status')).toMatch(/paper, SIMULATED, trading/);
  expect(await says('/strategies')).toMatch(/alpha\s+running\s+\+5\.00\s+\+1\.00/);
  expect(await says('/positions')).toBe('SIMULATED\nNo positions.');
  desk.document = aDeskDocument({
    news: [aNewsRow({ message: 'first' }), aNewsRow({ entry: 2, message: 'second' })],
  });
  expect(await says('/logs 1')).toMatch(/second/);
  expect(await says('/logs 1')).not.toMatch(/first/);
  expect(await says('/logs x')).toMatch(/number from 1 to 50/);
  expect(await says('/trades 3')).toBe('fill 0\nfill 1\nfill 2');
  desk.isHeard = false;
  expect(await says('/orders')).toMatch(/as it was last told/);
  expect(await says('/status')).toMatch(/NOT HEARD NOW/);
  desk.document = undefined;
  expect(await says('/status')).toMatch(/not been heard yet/);
});

test('profit asks for what ended since the beginning of a period', async () => {
  const { clock, desk, says } = stage();
  const day = 86_400_000_000;
  expect(await says('/profit')).toMatch(/alpha\s+\+5\.00\s+0\.01\s+4\s+75\.0/);
  for (const period of ['7d', '30d', 'all']) await says(`/profit ${period}`);
  const now = clock.now();
  const midnight = Math.floor(now / day) * day;
  expect(desk.asked).toEqual([midnight, now - 7 * day, now - 30 * day, undefined]);
  expect(await says('/profit 8d')).toMatch(/Since when/);
});

test('a kill and a stop are said at once, without a question', async () => {
  const { desk, says } = stage();
  expect(await says('/kill')).toBe('SIMULATED: kill: done');
  expect(await says('/KILL@desk_bot')).toBe('SIMULATED: kill: done');
  expect(await says('/stop')).toBe('SIMULATED: stop: done');
  expect(desk.said).toEqual([{ kind: 'kill' }, { kind: 'kill' }, { kind: 'stop' }]);
});

test('a kill is said also to a desk that is not heard', async () => {
  const { desk, says } = stage();
  desk.document = undefined;
  desk.isHeard = false;
  desk.answer = () => refuse('no_answer', 'it does not answer');
  expect(await says('/kill')).toBe('NOT DONE: it does not answer');
  expect(desk.said).toEqual([{ kind: 'kill' }]);
});

test('a pause is said at once, of one that there is or of all', async () => {
  const { desk, says } = stage();
  await says('/pause');
  await says('/pause alpha');
  expect(await says('/pause gamma')).toBe(
    'There is no strategy of that name. There are: alpha, beta.',
  );
  expect(await says('/pause __proto__')).toMatch(/no strategy of that name/);
  expect(desk.said).toEqual([
    { kind: 'pause', strategy: undefined },
    { kind: 'pause', strategy: 'alpha' },
  ]);
});

test('a resume is said when the same user repeats the code', async () => {
  const { desk, says } = stage();
  const asked = await says('/resume alpha');
  expect(asked).toMatch(/^SIMULATED: To let alpha trade, answer with this code within 60 s: /);
  expect(desk.said).toEqual([]);
  const code = codeIn(asked);
  expect(await says(code, { user: BOB })).toMatch(/nothing to confirm/);
  expect(await says('AAAAAA')).toMatch(/2 more tries/);
  expect(await says(code)).toBe('SIMULATED: resume: done');
  expect(desk.said).toEqual([{ kind: 'resume', strategy: 'alpha' }]);
  expect(await says(code)).toMatch(/nothing to confirm/);
});

test('a code is no good after a minute, nor in another chat', async () => {
  const { clock, desk, says } = stage();
  const late = codeIn(await says('/resume'));
  clock.advance(60_001);
  expect(await says(late)).toMatch(/too old/);
  const elsewhere = codeIn(await says('/resume'));
  expect(await says(elsewhere, { chat: 99 })).toMatch(/another chat/);
  expect(await says(`/confirm ${codeIn(await says('/resume'))}`)).toBe('SIMULATED: resume: done');
  expect(desk.said).toHaveLength(1);
});

test('less size is said at once, more after a code; unheard any may be more', async () => {
  const { desk, says } = stage();
  const row = aStrategyRow({ part: 500_000 });
  desk.document = aDeskDocument({ strategies: { alpha: row, beta: aStrategyRow() } });
  expect(await says('/size alpha 25%')).toBe('SIMULATED: size: done');
  expect(desk.said).toEqual([{ kind: 'size', strategy: 'alpha', part: 250_000, only: 'lower' }]);
  const up = await says('/size alpha 0.75');
  expect(up).toMatch(/^SIMULATED: To let alpha use 75 % of its limits/);
  expect(await says(codeIn(up))).toBe('SIMULATED: size: done');
  for (const bad of ['', '-1', '101%', 'x', '0.0000001']) {
    expect(await says(`/size alpha ${bad}`)).toMatch(/Which part|Say \/size/);
  }
  desk.isHeard = false;
  expect(await says('/size beta 0.1')).toMatch(/answer with this code/);
  expect(desk.said).toHaveLength(2);
});

test('words of before the desk ran are not done, looks are answered', async () => {
  const { desk, says } = stage();
  const before = { writtenMs: 4 };
  expect(await says('/kill', before)).toMatch(/before the desk ran/);
  expect(await says('/resume', before)).toMatch(/before the desk ran/);
  expect(await says('/status', before)).toMatch(/SIMULATED/);
  expect(desk.said).toEqual([]);
});

const MONEY = ['/profit', '/positions', '/orders', '/strategies', '/logs'];

test('of a desk whose money is real no answer says that it is simulated', async () => {
  const { desk, says } = stage();
  desk.document = aDeskDocument({ desk: aDeskRow({ mode: 'live', provenance: 'live' }) });
  for (const words of ['/status', ...MONEY, '/size alpha 50%', '/resume', '/kill']) {
    expect([words, await says(words)]).not.toEqual([words, expect.stringMatching(/SIMULATED/)]);
  }
});

test.each([
  ['on paper at the prices of the venue', { mode: 'paper', provenance: 'live' }],
  ['live at an exchange of this machine', { mode: 'live', provenance: 'simulated' }],
] as const)('whatever is told of the money of a desk %s is marked', async (_, row) => {
  const { desk, says } = stage();
  desk.document = aDeskDocument({ desk: aDeskRow(row) });
  for (const words of ['/status', ...MONEY, '/size alpha 50%', '/resume', '/kill']) {
    expect([words, await says(words)]).toEqual([words, expect.stringMatching(/SIMULATED/)]);
  }
  desk.isHeard = false;
  for (const words of MONEY) {
    expect([words, await says(words)]).toEqual([words, expect.stringMatching(/^SIMULATED\n/)]);
  }
});
