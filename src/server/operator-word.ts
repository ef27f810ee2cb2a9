/** What an operator says to a desk that runs. Undefined: every strategy, every market. */
export type OperatorWord =
  | { readonly kind: 'pause' | 'resume'; readonly strategy: string | undefined }
  | { readonly kind: 'cancel'; readonly market: string | undefined }
  | SizeWord;

/** Of its limits a strategy may use so much, millionths. */
export type SizeWord = {
  readonly kind: 'size';
  readonly strategy: string | undefined;
  readonly part: number;
  /**
   * Said as less, and confirmed by nobody: whoever said it may have seen an older part than that of
   * now, so that it is refused where it would be more.
   */
  readonly only?: 'lower';
};

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
      return sizeIn(asked, strategy);
    default:
      return undefined;
  }
}

function sizeIn(asked: URLSearchParams, strategy: string | undefined): SizeWord {
  // Without a number it is none: Number of nothing would be 0.
  const part = Number(asked.get('part') || Number.NaN);
  const only = asked.get('only') === 'lower' ? ({ only: 'lower' } as const) : {};
  return { kind: 'size', strategy, part, ...only };
}
