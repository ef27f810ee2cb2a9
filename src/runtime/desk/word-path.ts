/** A word for a desk that runs: what is undefined is not said. */
export type SaidWord = {
  readonly kind: string;
  readonly strategy?: string | undefined;
  readonly market?: string | undefined;
  /** Of its limits a strategy may use so much, millionths. */
  readonly part?: number;
  /** Refused where it would be more than now. */
  readonly only?: 'lower';
};

/** Where its control server takes the word, see `wordOf`. */
export function wordPath({ kind, strategy, market, part, only }: SaidWord): string {
  const asked = new URLSearchParams();
  if (strategy !== undefined) asked.set('strategy', strategy);
  if (market !== undefined) asked.set('market', market);
  if (part !== undefined) asked.set('part', String(part));
  if (only !== undefined) asked.set('only', only);
  return asked.size === 0 ? `/${kind}` : `/${kind}?${asked}`;
}
