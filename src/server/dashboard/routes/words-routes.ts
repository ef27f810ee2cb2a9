import { z } from 'zod';
import { ok } from '../../../domain/result.ts';
import { type ApiRoute, route } from '../api-route.ts';

/**
 * Beside each route that asks for typed words one that tells them: whoever means to type them need
 * not be refused first.
 */
export function wordsRoutes(routes: readonly ApiRoute[]): readonly ApiRoute[] {
  return routes.flatMap(({ path, group, summary, body, words }) => {
    if (words === undefined || body === undefined) return [];
    return route({
      method: 'POST',
      path: `${path}/words`,
      group,
      summary: `What has to be typed for: ${summary}`,
      power: 'look',
      body,
      answer: z.object({ words: z.string() }),
      handle: (asked) => ok({ words: words(asked.body as never) }),
    });
  });
}
