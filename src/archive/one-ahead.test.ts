import { expect, test } from 'vitest';
import { oneAhead } from './one-ahead.ts';

test('the next item has begun before the one before it is handed over', async () => {
  const log: string[] = [];
  const begin = async (item: string) => {
    log.push(`begin ${item}`);
    return item;
  };
  for await (const item of oneAhead(['a', 'b', 'c'], begin)) {
    log.push(`read ${item}`);
  }
  expect(log).toEqual(['begin a', 'begin b', 'read a', 'begin c', 'read b', 'read c']);
});

test('what a reader who stops early never saw has ended when he goes on', async () => {
  const ended: string[] = [];
  const begin = async (item: string) => {
    await new Promise((resolve) => setImmediate(resolve));
    ended.push(item);
    return item;
  };
  for await (const _ of oneAhead(['a', 'b', 'c'], begin)) break;
  expect(ended).toEqual(['a', 'b']);
});

test('an item that cannot begin fails in its turn, after those before it', async () => {
  const begin = async (item: string) => {
    if (item === 'b') throw new Error('no b');
    return item;
  };
  const read: string[] = [];
  const reading = async () => {
    for await (const item of oneAhead(['a', 'b'], begin)) {
      await new Promise((resolve) => setImmediate(resolve));
      read.push(item);
    }
  };
  await expect(reading()).rejects.toThrow('no b');
  expect(read).toEqual(['a']);
});

test('no items, nothing begun', async () => {
  const begin = () => Promise.reject(new Error('begun'));
  for await (const _ of oneAhead([], begin)) expect.unreachable();
});
