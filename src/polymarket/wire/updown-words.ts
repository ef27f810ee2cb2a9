import { UP_DOWN_FRAMES, type UpDownFrame } from '../../domain/up-down-rule.ts';

// Words in the slugs of crypto up/down markets; venue, read 2026-10 (protocol notes §2.2).

/** Assets as the names of hours and days spell them; zec has neither. */
export const SPELLED: Readonly<Record<string, string>> = {
  btc: 'bitcoin',
  eth: 'ethereum',
  sol: 'solana',
  xrp: 'xrp',
  doge: 'dogecoin',
  bnb: 'bnb',
  hype: 'hype',
};

/** Assets that have up/down markets. */
export const UP_DOWN_ASSETS: readonly string[] = [...Object.keys(SPELLED), 'zec'];

export function isUpDownFrame(text: string): text is UpDownFrame {
  return (UP_DOWN_FRAMES as readonly string[]).includes(text);
}
