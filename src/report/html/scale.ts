/** A position along an axis as percent, so that drawings follow the width of the screen. */
export function percentOf(value: number, low: number, high: number): string {
  const share = high === low ? 0.5 : (value - low) / (high - low);
  return `${trim(Math.min(1, Math.max(0, share)) * 100)}%`;
}

/** A position from the top of a drawing of that height. */
export function downFrom(value: number, low: number, high: number, height: number): number {
  const share = high === low ? 0.5 : (high - value) / (high - low);
  return Number(trim(share * height));
}

/**
 * Round numbers that span low to high, about `wanted` of them. For drawing only: one that floats
 * put outside by less than a billionth of a step still counts as inside.
 */
export function ticks(low: number, high: number, wanted: number): number[] {
  const span = high - low;
  if (!(span > 0)) return [low];
  const rough = span / wanted;
  const power = 10 ** Math.floor(Math.log10(rough));
  const step = power * ([1, 2, 5, 10].find((factor) => factor * power >= rough) ?? 10);
  const first = Math.ceil(low / step - 1e-9);
  const last = Math.floor(high / step + 1e-9);
  return Array.from({ length: last - first + 1 }, (_, i) =>
    Number(((first + i) * step).toFixed(9)),
  );
}

function trim(value: number): string {
  return String(Math.round(value * 1_000) / 1_000);
}
