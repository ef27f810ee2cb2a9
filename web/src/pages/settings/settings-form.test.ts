import { describe, expect, test } from 'vitest';
import type { SettingsField } from '../../../../src/screen/settings.ts';
import { leavesOf } from '../../../../src/screen/settings-changes.ts';
import {
  carriedOver,
  faultsIn,
  groupsOf,
  isOff,
  strangersIn,
  valuesOf,
  withText,
  withWhole,
} from './settings-form.ts';

const field = (path: string, kind: SettingsField['kind']): SettingsField => ({
  ...{ path, kind, summary: path, inForce: '1', from: 'default', choices: null },
});

const FIELDS = [
  field('capital', 'usd'),
  field('limits.maxOrderSize', 'shares'),
  field('limits.maxOpenOrders', 'count'),
  field('limits.drawdown.kill', 'part'),
  field('limits.drawdown.coolDownMs', 'ms'),
  field('parameters.own.v2.size', 'shares'),
];

describe('the form of the settings', () => {
  test('has its fields in groups', () => {
    expect(groupsOf(FIELDS).map(({ title, whole }) => [title, whole])).toEqual([
      ['Money', undefined],
      ['Limits', undefined],
      ['Drawdown', 'limits.drawdown'],
      ['own.v2', undefined],
    ]);
  });

  test('gives what a configuration would hold, and reads it back', () => {
    const texts = new Map([
      ['capital', '500'],
      ['limits.maxOrderSize', '80.5'],
      ['limits.maxOpenOrders', '20'],
      ['limits.drawdown.kill', '0.3'],
      ['limits.drawdown.coolDownMs', '60000'],
      ['parameters.own.v2.size', '5'],
    ]);
    const values = valuesOf(texts, FIELDS);
    expect(values).toEqual({
      capital: '500',
      limits: {
        ...{ maxOrderSize: '80.5', maxOpenOrders: 20 },
        drawdown: { kill: '0.3', coolDownMs: 60_000 },
      },
      parameters: { 'own.v2': { size: '5' } },
    });
    expect(leavesOf(values)).toEqual(texts);
  });

  test('leaves what is no number for the server to refuse', () => {
    const draft = new Map([['limits.maxOpenOrders', 'many']]);
    expect(valuesOf(draft, FIELDS)).toEqual({ limits: { maxOpenOrders: 'many' } });
  });

  test('what is emptied is as the configuration says', () => {
    const draft = withText(new Map([['capital', '5']]), 'capital', '');
    expect(valuesOf(draft, FIELDS)).toEqual({});
  });

  test('switches a group off in one word, and on again by one of its fields', () => {
    const set = withText(new Map(), 'limits.drawdown.kill', '0.3');
    const off = withWhole(set, 'limits.drawdown', true);
    expect(valuesOf(off, FIELDS)).toEqual({ limits: { drawdown: 'unlimited' } });
    expect(isOff(off, 'limits.drawdown')).toBe(true);
    const on = withText(off, 'limits.drawdown.kill', '0.2');
    expect(valuesOf(on, FIELDS)).toEqual({ limits: { drawdown: { kill: '0.2' } } });
    expect(withWhole(off, 'limits.drawdown', false).size).toBe(0);
  });

  test('keeps what is set of a strategy that is not there any more', () => {
    const draft = new Map([['parameters.gone.size', '1']]);
    expect(strangersIn(draft, FIELDS)).toEqual(['parameters.gone.size']);
    expect(valuesOf(draft, FIELDS)).toEqual({ parameters: { gone: { size: '1' } } });
  });
});

test('faults stand at what they are about', () => {
  const { at, others } = faultsIn(
    [
      'settings 0: limits.maxOpenOrders: at least 1',
      'settings 0: parameters.own.v2: parameter "size": shares "no" is no number',
      'settings 0: limits.drawdown: resume is above kill',
      'polydesk.config.ts: broken',
    ].join('\n'),
    FIELDS,
  );
  expect([...at]).toEqual([
    ['limits.maxOpenOrders', 'at least 1'],
    ['parameters.own.v2.size', 'shares "no" is no number'],
    ['limits.drawdown', 'resume is above kill'],
  ]);
  expect(others).toEqual(['polydesk.config.ts: broken']);
});

describe('what was typed, when another version comes,', () => {
  const map = (texts: Record<string, string>) => new Map(Object.entries(texts));
  const before = map({ capital: '500', 'limits.maxOrderSize': '80', 'parameters.own.size': '5' });

  test('stays, and all else is as it is there', () => {
    const draft = withText(withText(before, 'capital', '700'), 'parameters.own.size', '');
    const after = map({ capital: '600', 'limits.maxOrderSize': '90', 'parameters.own.size': '5' });
    expect(carriedOver(draft, before, after)).toEqual(
      map({ capital: '700', 'limits.maxOrderSize': '90' }),
    );
  });

  test('is nothing where nothing was typed, or where that is what was set', () => {
    const after = map({ capital: '700' });
    expect(carriedOver(before, before, after)).toEqual(after);
    expect(carriedOver(withText(before, 'capital', '700'), before, after)).toEqual(after);
  });

  test('a group is off, or one of its fields holds, as was said last', () => {
    const none = map({});
    const off = withWhole(none, 'limits.drawdown', true);
    const kill = map({ 'limits.drawdown.kill': '0.3' });
    expect(carriedOver(off, none, kill)).toEqual(off);
    expect(carriedOver(kill, none, off)).toEqual(kill);
    expect(carriedOver(none, off, off)).toEqual(none);
  });
});
