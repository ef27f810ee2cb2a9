import { describe, expect, test } from 'vitest';
import type { NetworkLook, ServiceLook } from '../../runtime/network/look.ts';
import { judgeNetwork } from './network.ts';

type Knock = ServiceLook['knock'];

const reached: Knock = { kind: 'reached', tookMs: 35.4 };
const lost = (why: string): Knock => ({ kind: 'unreachable', why });
const service = (name: string, knock: Knock, instead?: string): ServiceLook => ({
  name,
  host: `${name.toLowerCase()}.example`,
  instead,
  knock,
});

function judge(changes: Partial<NetworkLook>) {
  return judgeNetwork({
    services: [service('CLOB', reached)],
    skew: { ms: -120, boundMs: 510 },
    clockFault: undefined,
    versionFault: undefined,
    place: { blocked: false, country: 'IE', region: undefined },
    ...changes,
  });
}

const named = (findings: ReturnType<typeof judge>, name: string) =>
  findings.find((finding) => finding.name === name);

test('a desk that reaches everything has nothing to do', () => {
  const findings = judge({});
  expect(findings.map(({ status }) => status)).toEqual(['ok', 'ok', 'ok']);
  expect(named(findings, 'CLOB')?.text).toBe('clob.example answers in 35 ms');
  expect(named(findings, 'Clock')?.text).toBe("0.1 s from the venue's, give or take 0.5 s");
});

test('a machine without internet is one finding, which names all that is missing', () => {
  const services = [service('CLOB', lost('ENOTFOUND')), service('Gamma', lost('ENOTFOUND'))];
  expect(judge({ services, skew: undefined, place: undefined })).toEqual([
    {
      name: 'Internet',
      about: 'network',
      status: 'fail',
      text: 'nothing can be reached (ENOTFOUND): CLOB, Gamma',
      remedy: expect.stringContaining('--offline'),
    },
  ]);
});

describe('a service', () => {
  test.each<[string, Knock, string | undefined, string, RegExp]>([
    ['without a name', lost('EAI_AGAIN'), undefined, 'fail', /name server/],
    ['that does not answer', lost('timeout'), undefined, 'fail', /try again/],
    ['behind something that refuses', lost('ECONNREFUSED'), undefined, 'fail', /let connections/],
    [
      'that turns us away',
      { kind: 'turnedAway', status: 451 },
      undefined,
      'fail',
      /Not from this place/,
    ],
    ['that is not needed', lost('timeout'), 'Go without it.', 'warn', /Go without/],
    ['that is not needed and has gone', { kind: 'turnedAway', status: 451 }, 'Go.', 'warn', /Go/],
  ])('%s has a remedy', (_name, knock, instead, status, remedy) => {
    const services = [service('CLOB', reached), service('Other', knock, instead)];
    const found = named(judge({ services }), 'Other');
    expect(found).toMatchObject({
      status,
      about: 'network',
      remedy: expect.stringMatching(remedy),
    });
  });
});

test.each<[string, string, Partial<NetworkLook>, string]>([
  ['a wrong clock', 'Clock', { clockFault: 'ahead' }, 'fail'],
  ['orders of another version', 'Orders', { versionFault: 'version 3' }, 'fail'],
  [
    'a place that the venue blocks',
    'Place',
    { place: { blocked: true, country: 'US', region: 'NY' } },
    'warn',
  ],
  ['a venue that does not say', 'Place', { place: undefined }, 'warn'],
])('%s is told with a remedy', (_name, name, changes, status) => {
  expect(named(judge(changes), name)).toMatchObject({ status, remedy: expect.any(String) });
});
