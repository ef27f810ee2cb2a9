import type { SettingsField, SettingsValues } from '../../../../src/screen/settings.ts';
import { nameInWords, sentence } from '../../format/words.ts';

/** What is set, as text by its path; what is not in it is as the configuration says. */
export type SettingsDraft = ReadonlyMap<string, string>;

/** Fields that belong together. */
export type FieldGroup = {
  readonly title: string;
  /** Of limits that can be switched off in one word; undefined: these cannot. */
  readonly whole: string | undefined;
  /** Of a strategy: there are many, and few are looked at. */
  readonly isStrategy: boolean;
  readonly fields: readonly SettingsField[];
};

const NO_LIMIT = 'unlimited';

const TITLES: Readonly<Record<string, string>> = {
  capital: 'Money',
  limits: 'Limits',
  'limits.drawdown': 'Drawdown',
  'limits.adverseFills': 'Breaker: bad fills',
  'limits.failures': 'Breaker: failed orders',
  'limits.crossRejects': 'Breaker: post-only refusals',
};

/** The groups of a form, in the order of their first fields. */
export function groupsOf(fields: readonly SettingsField[]): FieldGroup[] {
  const groups = new Map<string, SettingsField[]>();
  for (const field of fields) {
    const key = parentOf(field.path) || field.path;
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [field]);
    else group.push(field);
  }
  return [...groups].map(([key, members]) => ({
    title: TITLES[key] ?? titleOf(key),
    whole: key.startsWith('limits.') ? key : undefined,
    isStrategy: key.startsWith('parameters.'),
    fields: members,
  }));
}

function titleOf(key: string): string {
  if (key.startsWith('parameters.')) return key.slice('parameters.'.length);
  return sentence(nameInWords(key.split('.').at(-1) ?? key));
}

/** "limits.drawdown" of "limits.drawdown.kill"; names of strategies may hold dots as well. */
function parentOf(path: string): string {
  return path.slice(0, Math.max(0, path.lastIndexOf('.')));
}

/** The draft with a field set; empty text takes it out. A group that is off is on again by it. */
export function withText(draft: SettingsDraft, path: string, text: string): SettingsDraft {
  const next = new Map(draft);
  next.delete(parentOf(path));
  if (text === '') next.delete(path);
  else next.set(path, text);
  return next;
}

/** The draft with a group of limits switched off, or as the configuration says. */
export function withWhole(draft: SettingsDraft, whole: string, isOff: boolean): SettingsDraft {
  const others = [...draft].filter(([path]) => path !== whole && parentOf(path) !== whole);
  return new Map(isOff ? [...others, [whole, NO_LIMIT]] : others);
}

export function isOff(draft: SettingsDraft, whole: string): boolean {
  return draft.get(whole) === NO_LIMIT;
}

/**
 * What was typed on one state of the settings, on another that has come meanwhile: what nobody has
 * touched here is as it is there.
 */
export function carriedOver(
  draft: SettingsDraft,
  before: SettingsDraft,
  after: SettingsDraft,
): SettingsDraft {
  const paths = [...new Set([...before.keys(), ...draft.keys()])];
  const typed = paths.filter((path) => draft.get(path) !== before.get(path));
  // Taken out first: a group that is on again is so by one of its fields.
  const out = typed.filter((path) => !draft.has(path));
  const next = new Map([...after].filter(([path]) => !out.includes(path)));
  return typed
    .filter((path) => draft.has(path))
    .reduce<SettingsDraft>(
      (found, path) => withTyped(found, path, draft.get(path) as string),
      next,
    );
}

/** A group in one word, or a field of one: of the two only the one that came last holds. */
function withTyped(draft: SettingsDraft, path: string, text: string): SettingsDraft {
  return text === NO_LIMIT && [...draft.keys()].some((other) => parentOf(other) === path)
    ? withWhole(draft, path, true)
    : withText(draft, path, text);
}

/** What would be set: counts and times are numbers, all else is text, as in the configuration. */
export function valuesOf(draft: SettingsDraft, fields: readonly SettingsField[]): SettingsValues {
  const kinds = new Map(fields.map(({ path, kind }) => [path, kind]));
  const limits: Record<string, string | number | Record<string, string | number>> = {};
  const parameters: Record<string, Record<string, string>> = {};
  for (const [path, text] of draft) {
    const [head, name = '', part] = path.split('.');
    if (head === 'limits') {
      const value = limitOf(text, kinds.get(path));
      const group = limits[name];
      if (part === undefined) limits[name] = value;
      else limits[name] = { ...(typeof group === 'object' ? group : {}), [part]: value };
    } else if (head === 'parameters') {
      const strategy = parentOf(path).slice('parameters.'.length);
      const parameter = path.slice(path.lastIndexOf('.') + 1);
      parameters[strategy] = { ...parameters[strategy], [parameter]: text };
    }
  }
  const capital = draft.get('capital');
  return {
    ...(capital === undefined ? {} : { capital }),
    ...(Object.keys(parameters).length === 0 ? {} : { parameters }),
    ...(Object.keys(limits).length === 0 ? {} : { limits }),
  };
}

function limitOf(text: string, kind: SettingsField['kind'] | undefined): string | number {
  const isNumber = (kind === 'count' || kind === 'ms') && /^\d+(\.\d+)?$/.test(text);
  return isNumber ? Number(text) : text;
}

/** What is set of things that no field is about: of a strategy that is not offered any more. */
export function strangersIn(draft: SettingsDraft, fields: readonly SettingsField[]): string[] {
  const known = new Set(fields.flatMap(({ path }) => [path, parentOf(path)]));
  return [...draft.keys()].filter((path) => !known.has(path));
}

/** Faults by the path that they are about, and those that are about no field. */
export type SettingsFaults = {
  readonly at: ReadonlyMap<string, string>;
  readonly others: readonly string[];
};

/** What a refusal says, line by line: "settings 0: limits.maxOpenOrders: …". */
export function faultsIn(message: string, fields: readonly SettingsField[]): SettingsFaults {
  const known = new Set(fields.flatMap(({ path }) => [path, parentOf(path)]));
  const at = new Map<string, string>();
  const others: string[] = [];
  for (const line of message.split('\n')) {
    const told = line.replace(/^settings \d+: /, '');
    const [, path = '', text = ''] = /^([\w.-]+): (.*)$/.exec(told) ?? [];
    // 'parameters.maker: parameter "size": …' is about a field as well.
    const [, name = '', rest = ''] = /^parameter "([^"]+)":? (.*)$/.exec(text) ?? [];
    if (known.has(`${path}.${name}`)) at.set(`${path}.${name}`, rest);
    else if (known.has(path) && path !== '') at.set(path, text);
    else if (told !== '') others.push(told);
  }
  return { at, others };
}

/** What a number is of. */
export const KIND_WORDS: Readonly<Record<SettingsField['kind'], string>> = {
  usd: 'dollars',
  shares: 'shares',
  price: 'dollars a share',
  part: 'part of 1',
  count: 'whole number',
  ms: 'ms',
  number: 'number',
  choice: 'one of',
};
