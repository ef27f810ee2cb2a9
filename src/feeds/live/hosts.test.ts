import { describe, expect, test } from 'vitest';
import type { SocketClose } from '../../net/socket-options.ts';
import { Hosts, isBlocked } from './hosts.ts';

describe('the hosts of a service', () => {
  test('are asked in order, and those that refuse us are remembered', () => {
    const hosts = new Hosts(['a', 'b', 'c']);
    expect(hosts.current).toBe('a');
    expect(hosts.block('a')).toBe('b');
    expect(hosts.block('a')).toBe('b');
    expect(hosts.block('b')).toBe('c');
    expect(hosts.current).toBe('c');
  });

  test('are tried anew once all have refused', () => {
    const hosts = new Hosts(['a', 'b']);
    hosts.block('b');
    expect(hosts.current).toBe('a');
    expect(hosts.block('a')).toBeUndefined();
    expect(hosts.current).toBe('a');
  });

  test('are at least one', () => {
    expect(() => new Hosts([])).toThrow('a service has a host');
  });
});

describe('an attempt was refused because of the place', () => {
  const close = (reason: string, connection?: number): SocketClose => ({
    connection,
    code: 1006,
    reason,
    openForMs: 0,
    retryInMs: 1,
    looping: false,
  });

  test.each([
    [close('Unexpected server response: 451'), true],
    [close('Unexpected server response: 403'), true],
    [close('Unexpected server response: 429'), false],
    [close('Unexpected server response: 4510'), false],
    [close('connect ECONNREFUSED'), false],
    [close('Unexpected server response: 451', 1), false],
  ])('%o: %s', (ended, expected) => {
    expect(isBlocked(ended)).toBe(expected);
  });
});
