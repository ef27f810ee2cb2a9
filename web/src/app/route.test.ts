import { expect, test } from 'vitest';
import { hrefOf, routeOf, tokenIn } from './route.ts';

test('an address leads to its page and back, whatever the name of the market', () => {
  const name = 'a/b ü?#<script>';
  expect(routeOf(hrefOf('markets', name))).toEqual({ page: 'markets', item: name });
  expect(routeOf('#/markets')).toEqual({ page: 'markets', item: undefined });
});

test('an address that leads nowhere is the overview', () => {
  for (const hash of ['', '#', '#/', '#/nowhere', '#token=abc', '#/markets/%E0%A4%A']) {
    expect(['overview', 'markets']).toContain(routeOf(hash).page);
    expect(routeOf(hash).item).toBeUndefined();
  }
});

test('the token of an address is found, and nothing else is taken for one', () => {
  expect(tokenIn('#token=aB_9-x')).toBe('aB_9-x');
  expect(tokenIn('#/markets/token=x')).toBeUndefined();
  expect(tokenIn('#token=')).toBeUndefined();
});
