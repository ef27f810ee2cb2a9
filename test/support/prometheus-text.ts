// Prometheus' text format, read as strictly as its own linter does and more: what is merely
// tolerated there is an error here. Written from the format's description, not from our writer.
// https://prometheus.io/docs/instrumenting/exposition_formats/, read 2026-11.

export type TextSample = {
  readonly name: string;
  readonly labels: Readonly<Record<string, string>>;
  readonly value: number;
};

export type TextFamily = {
  readonly name: string;
  readonly help: string;
  readonly type: string;
  readonly samples: readonly TextSample[];
};

const NAME = /^[a-z_][a-z0-9_]*$/;
const TYPES = ['counter', 'gauge', 'histogram'];

/** The families of a scrape by name. @throws Error where the text is not as it must be. */
export function readPrometheusText(text: string): ReadonlyMap<string, TextFamily> {
  if (!text.endsWith('\n')) throw new Error('the last line has no end');
  const families = new Map<string, TextFamily & { samples: TextSample[] }>();
  const seen = new Set<string>();
  let family: (TextFamily & { samples: TextSample[] }) | undefined;
  let help: { readonly name: string; readonly text: string } | undefined;
  for (const line of text.split('\n')) {
    if (line === '') continue;
    const [, kind, name = '', rest = ''] = /^# (HELP|TYPE) (\S+) (.*)$/.exec(line) ?? [];
    if (kind === 'HELP') {
      if (rest === '') throw new Error(`no help: ${line}`);
      help = { name, text: rest };
    } else if (kind === 'TYPE') {
      if (help?.name !== name) throw new Error(`no help before: ${line}`);
      if (families.has(name)) throw new Error(`twice: ${line}`);
      if (!NAME.test(name) || !TYPES.includes(rest)) throw new Error(`what is this: ${line}`);
      family = { name, help: help.text, type: rest, samples: [] };
      families.set(name, family);
    } else {
      const sample = readSample(line);
      if (family === undefined) throw new Error(`a sample of nothing: ${line}`);
      const stem =
        family.type === 'histogram' ? sample.name.replace(/_(bucket|sum|count)$/, '') : sample.name;
      if (stem !== family.name) throw new Error(`not of ${family.name}: ${line}`);
      const key = `${sample.name} ${JSON.stringify(Object.entries(sample.labels).sort())}`;
      if (seen.has(key)) throw new Error(`twice: ${line}`);
      seen.add(key);
      family.samples.push(sample);
    }
  }
  for (const one of families.values()) check(one);
  return families;
}

function readSample(line: string): TextSample {
  const [, name = '', inner, number = ''] = /^([a-z0-9_]+)(?:\{(.*)\})? (\S+)$/.exec(line) ?? [];
  if (!NAME.test(name)) throw new Error(`no sample: ${line}`);
  const labels: Record<string, string> = {};
  for (const pair of inner === undefined ? [] : pairsIn(inner, line)) {
    const [label, value] = pair;
    if (label in labels) throw new Error(`label twice: ${line}`);
    labels[label] = value;
  }
  const value = number === '+Inf' ? Number.POSITIVE_INFINITY : Number(number);
  if (Number.isNaN(value)) throw new Error(`no number: ${line}`);
  return { name, labels, value };
}

function pairsIn(inner: string, line: string): [string, string][] {
  const pairs: [string, string][] = [];
  let rest = inner;
  while (rest !== '') {
    const [all = '', label = '', value = ''] =
      /^([a-z_][a-z0-9_]*)="((?:[^"\\\n]|\\["\\n])*)"(?:,|$)/.exec(rest) ?? [];
    if (all === '') throw new Error(`labels cannot be read: ${line}`);
    pairs.push([label, value.replaceAll(/\\(.)/g, (_, one) => (one === 'n' ? '\n' : one))]);
    rest = rest.slice(all.length);
  }
  return pairs;
}

function check({ name, type, samples }: TextFamily): void {
  if (type === 'counter') {
    if (!name.endsWith('_total')) throw new Error(`a counter without _total: ${name}`);
    if (samples.some(({ value }) => value < 0)) throw new Error(`${name} is below 0`);
  } else if (name.endsWith('_total')) throw new Error(`no counter: ${name}`);
  if (type === 'histogram') checkHistogram(name, samples);
}

/** Each of its sets of labels has buckets that only grow, and ends with all that were counted. */
function checkHistogram(name: string, samples: readonly TextSample[]): void {
  const sets = Map.groupBy(samples, ({ labels: { le: _, ...others } }) => JSON.stringify(others));
  for (const [set, own] of sets) {
    const buckets = own.filter((one) => one.name === `${name}_bucket`);
    const bounds = buckets.map(({ labels: { le } }) => (le === '+Inf' ? Infinity : Number(le)));
    const counts = buckets.map(({ value }) => value);
    const rises = (numbers: readonly number[], isStrict: boolean) =>
      numbers.every(
        (one, i) =>
          i === 0 || one > (numbers[i - 1] as number) || (!isStrict && one === numbers[i - 1]),
      );
    if (!rises(bounds, true) || bounds.at(-1) !== Infinity)
      throw new Error(`bounds of ${name} ${set}`);
    if (!rises(counts, false)) throw new Error(`counts of ${name} ${set}`);
    const total = own.find((one) => one.name === `${name}_count`)?.value;
    if (total !== counts.at(-1)) throw new Error(`count of ${name} ${set}`);
    if (!own.some((one) => one.name === `${name}_sum`)) throw new Error(`sum of ${name} ${set}`);
  }
}
