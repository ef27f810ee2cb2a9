/** What an operator says to a desk that runs. Undefined: every strategy, every market. */
export type OperatorWord =
  | { readonly kind: 'pause' | 'resume'; readonly strategy: string | undefined }
  | { readonly kind: 'cancel'; readonly market: string | undefined }
  /** Of its limits a strategy may use so much, millionths. */
  | { readonly kind: 'size'; readonly strategy: string | undefined; readonly part: number };

/** The word that was asked for; undefined: it is none. */
export function wordOf(pathname: string, asked: URLSearchParams): OperatorWord | undefined {
  const strategy = asked.get('strategy') ?? undefined;
  switch (pathname) {
    case '/pause':
      return { kind: 'pause', strategy };
    case '/resume':
      return { kind: 'resume', strategy };
    case '/cancel':
      return { kind: 'cancel', market: asked.get('market') ?? undefined };
    case '/size':
      // Without a number it is none: Number of nothing would be 0.
      return { kind: 'size', strategy, part: Number(asked.get('part') || Number.NaN) };
    default:
      return undefined;
  }
}
