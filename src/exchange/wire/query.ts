import { parseDecimal, type Timestamp } from '../../domain/units.ts';

/** Milliseconds to µs, for dates of JavaScript. */
const MICROS = 1_000;
/** A day, or a moment of it; Python writes a blank between them. */
const DATE = /^(\d{4}-\d{2}-\d{2})(?:[T ](\d{2}:\d{2}(?::\d{2}(?:\.\d+)?)?)(Z|[+-]\d{2}:\d{2})?)?$/;

/**
 * What a request asks for in its address. The first thing that cannot be read is kept as the
 * problem: the reader asks for it once, at the end. Lists come with repeated names or with commas.
 */
export class Query {
  /** In the venue's way: "limit is invalid". */
  problem: string | undefined;
  readonly #raw: Readonly<Record<string, unknown>>;

  constructor(raw: unknown) {
    this.#raw = typeof raw === 'object' && raw !== null ? { ...raw } : {};
  }

  has(name: string): boolean {
    return this.text(name) !== undefined;
  }

  /** Undefined where it is not asked for; never empty. */
  texts(name: string): readonly string[] | undefined {
    const value = this.#raw[name];
    const texts = (Array.isArray(value) ? value : [value])
      .filter((one): one is string => typeof one === 'string')
      .flatMap((one) => one.split(','))
      .map((one) => one.trim())
      .filter((one) => one !== '');
    return texts.length === 0 ? undefined : texts;
  }

  text(name: string): string | undefined {
    return this.texts(name)?.[0];
  }

  /** As it came, commas included; the first where it is said more than once. */
  words(name: string): string {
    const raw = this.#raw[name];
    const value: unknown = Array.isArray(raw) ? raw[0] : raw;
    return typeof value === 'string' ? value.trim() : '';
  }

  flag(name: string): boolean | undefined {
    const text = this.text(name);
    if (text === undefined || text === 'true' || text === 'false') {
      return text === undefined ? undefined : text === 'true';
    }
    return this.#wrong(name);
  }

  /** One of some words, the first of them unless said. */
  word<T extends string>(name: string, words: readonly [T, ...T[]]): T {
    const text = this.text(name);
    if (text === undefined) return words[0];
    return words.find((one) => one === text) ?? this.#wrong(name) ?? words[0];
  }

  /** A whole number from 0. */
  count(name: string): number | undefined {
    const text = this.text(name);
    if (text === undefined) return undefined;
    return /^\d{1,15}$/.test(text) ? Number(text) : this.#wrong(name);
  }

  /** An amount in units of 1e-6. */
  amount(name: string): number | undefined {
    const text = this.text(name);
    if (text === undefined) return undefined;
    const units = parseDecimal(text);
    return units.ok ? units.value : this.#wrong(name);
  }

  /** An ISO date. ASSUMPTION, kept here alone: without a zone it is UTC. */
  date(name: string): Timestamp | undefined {
    const text = this.text(name);
    if (text === undefined) return undefined;
    const ms = utcMs(text);
    return Number.isNaN(ms) ? this.#wrong(name) : ((ms * MICROS) as Timestamp);
  }

  #wrong(name: string): undefined {
    this.problem ??= `${name} is invalid`;
  }
}

/** NaN for what is no date: JavaScript takes "5" for a day in May, February 30 for one in March. */
function utcMs(text: string): number {
  const [, day = '', time = '00:00', zone = 'Z'] = DATE.exec(text) ?? [];
  const start = Date.parse(day);
  const isDay = !Number.isNaN(start) && new Date(start).toISOString().startsWith(day);
  return isDay ? Date.parse(`${day}T${time}${zone}`) : Number.NaN;
}
