import { describe, expect, test } from 'vitest';
import { KEY, KEY_WORDS } from '../../../test/support/key-words.ts';
import { ScriptedTransport } from '../../../test/support/scripted-transport.ts';
import { VirtualClock } from '../../../test/support/virtual-clock.ts';
import type { ConditionId } from '../../domain/ids.ts';
import { refuse } from '../../domain/result.ts';
import type { Reading } from './reading.ts';
import { UserChannel, type UserGap } from './user-channel.ts';

const { key: apiKey, ...words } = KEY_WORDS;
const shown = { apiKey, ...words };

/** Frames are words with commas between them; "?" cannot be read. */
function readWords(text: string): Reading<string> {
  const words = text.split(',');
  return {
    messages: words.filter((word) => word !== '?'),
    refusals: words.includes('?') ? [refuse('bad_word', 'a word that is none')] : [],
    ignored: [],
  };
}

function stage(markets?: readonly string[]) {
  const clock = new VirtualClock();
  const network = new ScriptedTransport();
  const log: string[] = [];
  const gaps: UserGap[] = [];
  let connections = 0;
  const channel = new UserChannel<string>({
    url: 'ws://127.0.0.1:1/',
    clock,
    transport: network.open,
    random: () => 0.5,
    nextConnection: () => ++connections,
    credentials: KEY,
    markets: markets as readonly ConditionId[] | undefined,
    read: readWords,
    sink: {
      frame: (text, _at, connection) => log.push(`frame ${connection} ${text}`),
      message: (word) => log.push(`message ${word}`),
      refused: ({ code }) => log.push(`refused ${code}`),
      blind: (since, { code, looping }) => {
        log.push(`blind ${((since ?? 0) - start) / 1_000} ${code}${looping ? ' looping' : ''}`);
      },
      gap: (gap) => gaps.push(gap),
    },
    onFault: (error) => log.push(String(error)),
  });
  const start = clock.now();
  channel.start();
  network.last.events.opened();
  return { clock, network, log, gaps, channel, start };
}

const said = (texts: readonly string[]) =>
  texts.map((text) => (text === 'PING' ? text : JSON.parse(text)));

describe('the user channel', () => {
  test('names itself first, then asks for signs of life', () => {
    const { clock, network } = stage();
    clock.advance(10_000);
    expect(said(network.last.received)).toEqual([{ auth: shown, type: 'user' }, 'PING']);
  });

  test('delivers the frame as it came, then its messages', () => {
    const { network, log } = stage();
    network.last.say('order,?,trade');
    network.last.say('PONG');
    expect(log).toEqual([
      'frame 1 order,?,trade',
      'refused bad_word',
      'message order',
      'message trade',
    ]);
  });

  test('hears some markets only, and changes which', () => {
    const { network, clock, channel } = stage(['0x1']);
    channel.subscribe(['0x1', '0x2'] as ConditionId[]);
    channel.unsubscribe(['0x1', '0x9'] as ConditionId[]);
    network.last.events.closed(1006, '');
    channel.subscribe(['0x3'] as ConditionId[]);
    clock.advance(1_000);
    network.last.events.opened();
    const markets = network.ends.map((end) => said(end.received).map((words) => words.markets));
    expect(markets).toEqual([[['0x1'], ['0x2'], ['0x1']], [['0x2', '0x3']]]);
  });

  test('that hears all markets needs no names', () => {
    const { network, channel } = stage();
    channel.subscribe(['0x1'] as ConditionId[]);
    channel.unsubscribe(['0x1'] as ConditionId[]);
    expect(network.last.received).toHaveLength(1);
  });

  test('leaves a gap at its beginning and after each break, for REST to fill', () => {
    const { network, clock, gaps, log, start } = stage();
    clock.advance(7_000);
    network.last.say('order');
    clock.advance(3_000);
    network.last.events.closed(1006, 'cut');
    clock.advance(500);
    // An attempt that does not even open changes nothing.
    network.last.events.closed(1006, 'refused');
    clock.advance(30_000);
    network.last.events.opened();
    expect(gaps).toEqual([
      { from: undefined, to: start },
      { from: start + 7_000_000, to: clock.now() },
    ]);
    expect(log.filter((line) => line.startsWith('blind'))).toEqual(['blind 7000 1006']);
  });

  test('that misses what REST has found is opened anew', () => {
    const { network, clock, gaps, channel } = stage();
    channel.renew('a fill was missed');
    clock.advance(1_000);
    network.last.events.opened();
    expect([gaps.length, channel.state, channel.evidence.opens]).toEqual([2, 'open', 2]);
  });

  test('whose key is not taken comes and goes, ever more slowly, and says so', () => {
    const { network, clock, log } = stage();
    for (let i = 0; i < 6; i++) {
      network.last.events.closed(1008, '');
      clock.advance(60_000);
      network.last.events.opened();
    }
    expect(log.at(-1)).toMatch(/1008 looping$/);
    expect(JSON.stringify(log)).not.toMatch(/the-(key|secret|phrase)/);
  });

  test('closes for good', async () => {
    const { network, clock, channel } = stage();
    const closed = channel.close();
    network.last.events.closed(1000, '');
    await closed;
    expect(clock.waiting).toBe(0);
  });
});
