import { expect, test } from 'vitest';
import { venueAt } from './exchange.ts';

test.each([
  'http://127.0.0.1:8430',
  'http://localhost:8430',
  'http://[::1]:8430',
  'http://127.1.2.3',
])('%s is an exchange on this machine, and simulated', async (address) => {
  expect((await venueAt(address)).provenance).toBe('simulated');
});

test.each(['http://example.com', 'https://clob.polymarket.com', 'http://127.0.0.1.example.com'])(
  '%s is another machine',
  async (address) => {
    await expect(venueAt(address)).rejects.toThrow('is another machine');
  },
);

test.each(['127.0.0.1:8430', 'http://', 'http://[', 'ws://127.0.0.1'])(
  '%s is no address',
  async (text) => {
    await expect(venueAt(text)).rejects.toThrow('is no address');
  },
);
