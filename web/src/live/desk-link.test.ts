import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { DeskLink, type Hearing, type Line } from './desk-link.ts';
import { DeskStore } from './desk-store.ts';

type Opened = Line &
  Hearing & { readonly path: string; readonly sent: string[]; isClosed: boolean };

function stage() {
  const opened: Opened[] = [];
  const store = new DeskStore();
  const onLost = vi.fn();
  const open = (path: string, hearing: Hearing): Opened => {
    const line: Opened = {
      ...hearing,
      path,
      sent: [],
      isClosed: false,
      send: (text) => line.sent.push(text),
      close: () => {
        line.isClosed = true;
        line.closed();
      },
    };
    opened.push(line);
    return line;
  };
  const link = new DeskLink({ store, open, onLost, now: () => 7 });
  const tell = (message: unknown) => opened.at(-1)?.told(JSON.stringify(message));
  link.start();
  opened[0]?.opened();
  return { opened, store, link, tell, onLost };
}

const empty = { desk: {}, markets: {}, news: [] };
const snapshot = { kind: 'snapshot', run: 'a run', seq: 3, document: empty };
const change = (seq: number) => ({ kind: 'change', seq, rows: {}, news: [] });

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

test('a socket that ends comes back and goes on where it was', () => {
  const { opened, store, tell, onLost } = stage();
  expect(opened[0]?.path).toBe('/api/live');
  tell(snapshot);
  tell(change(4));
  expect(store.link.state).toBe('here');
  opened[0]?.close();
  expect(store.link).toEqual({ state: 'lost', since: 7 });
  expect(onLost).toHaveBeenCalledTimes(1);
  vi.advanceTimersByTime(250);
  expect(opened[1]?.path).toBe('/api/live?run=a%20run&seq=4');
});

test('it waits longer each time nobody answers, and never more than five seconds', () => {
  const { opened } = stage();
  for (let i = 0; i < 12; i++) {
    opened.at(-1)?.close();
    vi.advanceTimersByTime(5_000);
    expect(opened).toHaveLength(i + 2);
  }
  opened.at(-1)?.close();
  vi.advanceTimersByTime(4_900);
  expect(opened).toHaveLength(13);
});

test('where a change is missing it asks for the whole', () => {
  const { opened, tell } = stage();
  tell(snapshot);
  tell(change(5));
  expect(opened[0]?.isClosed).toBe(true);
  vi.advanceTimersByTime(250);
  expect(opened[1]?.path).toBe('/api/live');
});

test('a line that says nothing is replaced by a new one, and lost if that does not open', () => {
  const { opened, store, tell } = stage();
  tell(snapshot);
  vi.advanceTimersByTime(19_000);
  expect(opened).toHaveLength(1);
  vi.advanceTimersByTime(2_000);
  expect(opened.map(({ isClosed }) => isClosed)).toEqual([true, false]);
  expect(opened[1]?.path).toBe('/api/live?run=a%20run&seq=3');
  expect(store.link.state).toBe('here');
  opened[1]?.close();
  expect(store.link.state).toBe('lost');
});

test('two lines in a row that say nothing: nothing is shown as if it were of now', () => {
  const { opened, store, tell, onLost } = stage();
  tell(snapshot);
  vi.advanceTimersByTime(20_000);
  opened[1]?.opened();
  expect(store.link.state).toBe('here');
  vi.advanceTimersByTime(20_000);
  expect(store.link).toEqual({ state: 'lost', since: 7 });
  expect(onLost).toHaveBeenCalledTimes(1);
  expect(opened).toHaveLength(3);
  tell({ kind: 'heartbeat', seq: 3, now: 9 });
  expect(store.link.state).toBe('here');
});

test('a market that is looked at is asked for again after a break, until nobody looks', () => {
  const { opened, link } = stage();
  const leave = link.watch({ market: 'btc' });
  expect(opened[0]?.sent).toEqual(['{"kind":"watch","market":"btc"}']);
  opened[0]?.close();
  vi.advanceTimersByTime(250);
  opened[1]?.opened();
  expect(opened[1]?.sent).toEqual(['{"kind":"watch","market":"btc"}']);
  leave();
  expect(opened[1]?.sent.at(-1)).toBe('{"kind":"unwatch","market":"btc"}');
});

test('a desk that is away is shown as away although its server still talks', () => {
  const { store, tell } = stage();
  tell(snapshot);
  tell({ kind: 'desk', away: 5 });
  tell({ kind: 'market', market: 'a', document: { market: 'a' } });
  expect(store.link).toEqual({ state: 'away', since: 5 });
  tell({ kind: 'desk', away: null });
  expect(store.link.state).toBe('here');
});
