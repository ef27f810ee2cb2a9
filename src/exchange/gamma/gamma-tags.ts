import { createHash } from 'node:crypto';
import { isoMicros, type Row } from '../wire/forms.ts';
import { ownEntry } from '../wire/own-entry.ts';
import type { Tag } from './event-group.ts';

/** Numbers and names that the venue gives them (recorded 2026-06-24). */
const KNOWN: Readonly<Record<string, readonly [id: string, label: string]>> = {
  'up-or-down': ['102127', 'Up or Down'],
  'crypto-prices': ['1312', 'Crypto Prices'],
  recurring: ['101757', 'Recurring'],
  'hide-from-new': ['102169', 'Hide From New'],
  crypto: ['21', 'Crypto'],
  '5M': ['102892', '5M'],
};

/** The same number for the same name in every run. */
export function tagId(slug: string): string {
  const known = ownEntry(KNOWN, slug);
  if (known !== undefined) return known[0];
  // Nine digits: the venue's own have six.
  const digest = createHash('sha256').update(`tag ${slug}`).digest();
  return String(100_000_000 + (digest.readUInt32BE() % 900_000_000));
}

export function tagRow({ slug, createdAt }: Tag): Row {
  const label = ownEntry(KNOWN, slug)?.[1] ?? slug;
  const flags = { forceShow: false, requiresTranslation: false };
  return { id: tagId(slug), label, slug, createdAt: isoMicros(createdAt), ...flags };
}
