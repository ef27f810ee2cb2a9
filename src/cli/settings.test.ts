import { expect, test } from 'vitest';
import { emptyConfig } from '../runtime/config-file.ts';
import { offerStrategies } from '../runtime/strategies.ts';
import { chooseFrom, chooseSeveral, type Settings } from './settings.ts';

const offered = offerStrategies([]);
const settings: Settings = {
  path: undefined,
  config: { ...emptyConfig(), parameters: { ml: { buysPerHour: '2' } } },
  strategies: offered.ok ? offered.value : [],
};

test('a parameter by its earlier name goes before the configuration, as any other', () => {
  for (const name of ['betsPerHour', 'buysPerHour']) {
    const [one] = chooseSeveral(settings, ['ml', 'random'], { [name]: '3' });
    expect(one?.parameters.buysPerHour).toBe(3);
    expect(chooseFrom(settings, 'ml', { [name]: '3' }).parameters.buysPerHour).toBe(3);
  }
  expect(chooseFrom(settings, 'ml', {}).parameters.buysPerHour).toBe(2);
});

test('a parameter that none of the strategies has is refused', () => {
  expect(() => chooseSeveral(settings, ['random'], { betsPerHour: '3' })).toThrow(
    'no strategy here has a parameter "betsPerHour"',
  );
});
