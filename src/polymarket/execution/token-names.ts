import type { TokenId } from '../../domain/ids.ts';

export type TokenNames = {
  /** A token in words; undefined: its market is not known here. By default none is. */
  readonly nameOf?: ((token: TokenId) => string | undefined) | undefined;
};

/** As people are told of it: of an id of 77 digits the ends, which tell two apart. */
export function nameOfToken({ nameOf }: TokenNames, token: TokenId): string {
  return nameOf?.(token) ?? `token ${shortId(token)}`;
}

function shortId(token: TokenId): string {
  return token.length <= 12 ? token : `${token.slice(0, 6)}…${token.slice(-4)}`;
}
