import { expect, test } from 'vitest';
import { hrefOf, routeOf, tokenIn } from './route.ts';

test('an address leads to its page and back, whatever the name of the market', () => {
  const name = 'a/b ü?#<script>';
  expect(routeOf(hrefOf('markets', name))).toEqual({ page: 'markets', item: name });
  expect(routeOf('#/markets')).toEqual({ page: 'markets', item: undefined });
});

test('an address that names no page is the overview', () => {
  for (const hash of ['', '#', '#/', '#token=abc']) {
    expect(routeOf(hash)).toEqual({ page: 'overview', item: undefined });
  }
});

test('an address that names a page which does not exist is no page', () => {
  for (const hash of ['#/nosuch', '#/nosuch/x', '#/Markets', '#/market', '#nosuch', '#//risk']) {
    expect(routeOf(hash)).toEqual({ page: undefined, item: undefined });
  }
});

test('a page is shown whole where what of it is meant cannot be read', () => {
  for (const hash of ['#/markets/', '#/markets/%E0%A4%A']) {
    expect(routeOf(hash)).toEqual({ page: 'markets', item: undefined });
  }
});

test('the token of an address is found, and nothing else is taken for one', () => {
  expect(tokenIn('#token=aB_9-x')).toBe('aB_9-x');
  expect(tokenIn('#token=aB_9-x.')).toBe('aB_9-x.');
  expect(tokenIn('#/markets/token=x')).toBeUndefined();
  expect(tokenIn('#token=')).toBeUndefined();
});
