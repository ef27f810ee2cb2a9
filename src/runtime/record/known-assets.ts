import { UP_DOWN_ASSETS } from '../../polymarket/wire/updown-words.ts';

/** What a person should know of assets that are asked for; undefined: nothing. */
export function strangeAssetsInWords(assets: readonly string[]): string | undefined {
  const strange = assets.filter((asset) => !UP_DOWN_ASSETS.includes(asset));
  if (strange.length === 0) return undefined;
  const known = UP_DOWN_ASSETS.join(', ');
  const names = strange.join(', ');
  return `${names}: no up/down markets are known on that (${known}); looked for all the same.`;
}
