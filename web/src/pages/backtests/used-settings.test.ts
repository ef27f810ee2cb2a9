import { expect, test } from 'vitest';
import { usedSettings } from './used-settings.ts';

const CONFIGURATION = {
  data: { datasets: ['public-books', 'own'], from: null, completeOnly: false },
  strategies: [{ name: 'late-favourite', parameters: { threshold: '0.7', size: '10', mode: 'a' } }],
  capital: '500',
  latencyMs: { feed: 125, entry: 40 },
  limits: { maxOrderSize: '500', drawdown: { kill: '0.3' } },
};

const KNOWN = {
  configuration: {
    data: { datasets: 'all', from: null, completeOnly: false },
    capital: '1000',
    latencyMs: { feed: 125, entry: 125 },
    limits: { maxOrderSize: '500', drawdown: { kill: '0.25' } },
  },
  strategies: [
    {
      name: 'late-favourite',
      parameters: [
        { name: 'threshold', default: '0.70' },
        { name: 'size', default: '20' },
      ],
    },
  ],
} as unknown as Parameters<typeof usedSettings>[1];

/** Of each setting its group and path, its text, and whether it is as by default. */
function told(configuration: unknown, known = KNOWN) {
  return usedSettings(configuration, known).flatMap(({ title, settings }) =>
    settings.map(({ path, text, isDefault }) => [`${title}/${path}`, text, isDefault]),
  );
}

test('all settings of a run are told, and what is as by default is marked so', () => {
  expect(told(CONFIGURATION)).toEqual([
    ['late-favourite/threshold', '0.7', true],
    ['late-favourite/size', '10', false],
    ['late-favourite/mode', 'a', undefined],
    ['Simulated exchange/capital', '500', false],
    ['Simulated exchange/latencyMs.feed', '125', true],
    ['Simulated exchange/latencyMs.entry', '40', false],
    ['Limits/maxOrderSize', '500', true],
    ['Limits/drawdown.kill', '0.3', false],
    ['Data/datasets', 'public-books, own', false],
    ['Data/from', 'not set', true],
    ['Data/completeOnly', 'no', true],
  ]);
});

test('where nobody knows the defaults, nothing is said to be one', () => {
  const unknown = { configuration: undefined, strategies: undefined };
  const settings = told(CONFIGURATION, unknown);
  expect(settings).toHaveLength(11);
  expect(new Set(settings.map(([, , isDefault]) => isDefault))).toEqual(new Set([undefined]));
});

test('names are words, and a result without a configuration has none', () => {
  const [group] = usedSettings({ limits: { drawdown: { coolDown: '1800' } } }, KNOWN);
  expect(group?.settings.map(({ name }) => name)).toEqual(['Drawdown: cool down']);
  expect(usedSettings(null, KNOWN)).toEqual([]);
});
