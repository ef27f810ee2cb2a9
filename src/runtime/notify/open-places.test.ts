import { join } from 'node:path';
import { expect, test } from 'vitest';
import { anAlert } from '../../../test/support/an-alert.ts';
import { temporaryFolder } from '../../../test/support/imported.ts';
import { VirtualClock } from '../../../test/support/virtual-clock.ts';
import { AlertLog } from '../../notify/outbox/alert-log.ts';
import { placesOf } from './open-places.ts';

test('of a place that is configured twice what was left is told once', async () => {
  const clock = new VirtualClock();
  const log = new AlertLog(join(temporaryFolder(), 'untold.jsonl'), () => {});
  log.put([{ alert: anAlert({ code: 'left' }), to: ['hook'] }]);
  const told: string[] = [];
  const notifier = (name: string) => ({
    ...{ name, place: 'hook', most: 10 },
    tell: async (alerts: readonly { readonly code: string }[]) => {
      told.push(...alerts.map(({ code }) => code));
      return { kind: 'sent', told: alerts.length } as const;
    },
  });
  const wanted = { level: 'info', kinds: undefined } as const;
  const all = ['one', 'two'].map((name) => ({ notifier: notifier(name), told: wanted }));
  const options = { clock, random: () => 0, onTrouble: () => {}, log };
  expect(placesOf({ all, line: undefined }, options)).toHaveLength(2);
  await clock.pass(0);
  expect(told).toEqual(['left']);
  expect(log.waiting).toBe(0);
});
