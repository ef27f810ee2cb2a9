import { gain, leaning, percent, price, UNKNOWN, usd } from '../format/amount.ts';

/** What is not known, and why. */
export function Unknown({ why }: { readonly why: string }) {
  return (
    <span className="unknown" title={why}>
      <span aria-hidden="true">{UNKNOWN}</span>
      <span className="visually-hidden">unknown: {why}</span>
    </span>
  );
}

type AmountProps = {
  readonly value: number | null | undefined;
  /** Why it is not known, where it is not. */
  readonly why: string;
};

export function Usd({ value, why }: AmountProps) {
  return value === null || value === undefined ? <Unknown why={why} /> : usd(value);
}

/** What was gained or lost: its sign says it, and its color. */
export function Gain({ value, why }: AmountProps) {
  if (value === null || value === undefined) return <Unknown why={why} />;
  return <span className={leaning(value)}>{gain(value)}</span>;
}

export function Percent({ value, why }: AmountProps) {
  return value === null || value === undefined ? <Unknown why={why} /> : percent(value);
}

export function Price({ value, why, tick }: AmountProps & { readonly tick?: number }) {
  if (value === null || value === undefined) return <Unknown why={why} />;
  return <>{price(value, tick)}</>;
}
