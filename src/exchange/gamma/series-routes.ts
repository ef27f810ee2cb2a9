import type { FastifyInstance } from 'fastify';
import { queryOf } from '../http/asked.ts';
import type { Row } from '../wire/forms.ts';
import type { Series } from './event-group.ts';
import type { EventShelf } from './event-shelf.ts';
import { recurrenceOf, seriesRow } from './gamma-event.ts';
import { answer, found, type Named, slice } from './gamma-reply.ts';

const MOST = 50;

export function installSeries(app: FastifyInstance, shelf: EventShelf): void {
  const byId = (name: string) => shelf.series.find(({ id }) => id === name);
  const bySlug = (name: string) => shelf.series.find(({ slug }) => slug === name);
  app.get('/series', (request, reply) => {
    const query = queryOf(request);
    const slugs = query.texts('slug');
    const recurrence = query.text('recurrence');
    const isClosed = query.flag('closed') === true;
    const chosen = shelf.series.filter(
      (one) =>
        // None ever ends.
        !isClosed &&
        (slugs === undefined || slugs.includes(one.slug)) &&
        (recurrence === undefined || recurrenceOf(one) === recurrence),
    );
    return answer(reply, slice(chosen, query, MOST), (rows) => rows.map(seriesRow));
  });
  app.get<Named>('/series/:name', (request, reply) => {
    const series = byId(request.params.name);
    return found(reply, series && seriesRow(series));
  });
  app.get<Named>('/series/:name/comments/count', (request, reply) =>
    found(reply, byId(request.params.name) && { count: 0 }),
  );
  app.get<Named>('/series-summary/:name', (request, reply) => {
    const series = byId(request.params.name);
    return found(reply, series && summaryRow(series));
  });
  app.get<Named>('/series-summary/slug/:name', (request, reply) => {
    const series = bySlug(request.params.name);
    return found(reply, series && summaryRow(series));
  });
}

/** Dates and weeks are those of games. */
function summaryRow({ id, title, slug }: Series): Row {
  return { id, title, slug, eventDates: [], eventWeeks: [] };
}
