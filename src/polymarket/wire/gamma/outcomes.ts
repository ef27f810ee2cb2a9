import type { TokenId } from '../../../domain/ids.ts';
import { ok } from '../../../domain/result.ts';
import type { Price } from '../../../domain/units.ts';
import type { Fields } from '../object.ts';
import { inText, type Parser, whole } from '../parser.ts';
import { roundedPrice, text, token } from '../values.ts';

/** One side of a market; the order is the venue's, the meaning is in the label alone. */
export type GammaOutcome = {
  readonly label: string;
  readonly token: TokenId | undefined;
  readonly price: Price | undefined;
};

/** An entry that is empty or wrong is unknown, so that the others keep their places. */
function placeholder<T>(parse: Parser<T>): Parser<T | undefined> {
  return (value, at, notes) => {
    if (value === '' || value === null) return ok(undefined);
    const read = parse(value, at, notes);
    if (read.ok) return read;
    notes.wrongField(read);
    return ok(undefined);
  };
}

const labels = inText(whole(text));
const prices = inText(whole(placeholder(roundedPrice)));
const tokens = inText(whole(placeholder(token)));

/** Three lists, as JSON in texts, of the same order. */
export function outcomesOf(fields: Fields): readonly GammaOutcome[] {
  const named = fields.soft('outcomes', labels) ?? [];
  const paid = fields.soft('outcomePrices', prices) ?? [];
  const traded = fields.soft('clobTokenIds', tokens) ?? [];
  const fits = (list: readonly unknown[]) => list.length === 0 || list.length === named.length;
  if (!fits(paid) || !fits(traded)) fields.doubt('lists_differ', 'outcomes, prices, tokens');
  // Lists of other lengths cannot be lined up.
  const price = fits(paid) ? paid : [];
  const id = fits(traded) ? traded : [];
  return named.map((label, i) => ({ label, token: id[i], price: price[i] }));
}

/** The tokens of an up/down market by their labels; undefined for any other market. */
export function upDownTokens(
  outcomes: readonly GammaOutcome[],
): { readonly up: TokenId; readonly down: TokenId } | undefined {
  const tokenOf = (label: string) => outcomes.find((outcome) => outcome.label === label)?.token;
  const up = tokenOf('Up');
  const down = tokenOf('Down');
  return up === undefined || down === undefined || outcomes.length !== 2 ? undefined : { up, down };
}
