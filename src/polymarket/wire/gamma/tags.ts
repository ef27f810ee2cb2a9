import type { Answer } from '../notes.ts';
import { names, object } from '../object.ts';
import { type Parser, readAnswer, rows } from '../parser.ts';
import { rowId, text } from '../values.ts';

export type GammaTag = {
  readonly id: string;
  readonly label: string | undefined;
  readonly slug: string | undefined;
};

/** How the venue's pages show it. */
const UNREAD = names(`
  forceShow forceHide isCarousel publishedAt createdBy updatedBy createdAt updatedAt
  requiresTranslation activeEventsCount event_count templates
`);

export const tag: Parser<GammaTag> = object('tag', UNREAD, (fields) => ({
  id: fields.vital('id', rowId),
  label: fields.soft('label', text),
  slug: fields.soft('slug', text),
}));

/** GET /tags. */
export function readTags(body: string): Answer<readonly GammaTag[]> {
  return readAnswer(body, rows(tag));
}
