import { z } from 'zod';
import { ok, type Result, refuse } from '../../../domain/result.ts';
import { SIMULATION_OPTIONS } from '../../../screen/backtest-job.ts';
import { type ApiRoute, route } from '../api-route.ts';
import { named } from '../names.ts';
import type { Backtests } from '../workshop.ts';

const GROUP = 'backtests';
const VALUES_MOST = 100;
const value = named(200);
const list = z.array(value).max(VALUES_MOST).optional();
const texts = z.record(named(100), value);

const requestSchema = z.strictObject({
  kind: z.enum(['backtest', 'sweep', 'film']),
  strategy: named(100),
  parameters: texts,
  datasets: list,
  markets: list,
  assets: list,
  categories: list,
  from: named(40).optional(),
  to: named(40).optional(),
  completeOnly: z.boolean().optional(),
  simulation: z.partialRecord(z.enum(SIMULATION_OPTIONS), value),
  over: z.record(named(100), z.array(value).min(2).max(VALUES_MOST)).optional(),
  run: named(200).optional(),
  latencies: z.array(z.number().min(0).max(3_600_000)).min(2).max(VALUES_MOST).optional(),
});

const resultSchema = z.object({
  provenance: z.string(),
  hash: z.string().nullable(),
  trades: z.number().nullable(),
  net: z.string().nullable(),
  fees: z.string().nullable(),
  meanPerTrade: z.string().nullable(),
  low: z.string().nullable(),
  high: z.string().nullable(),
  cells: z.number().nullable(),
  best: z.record(z.string(), z.string()).nullable(),
  frames: z.number().nullable(),
  isSame: z.boolean().nullable(),
});

/** A job as it is told, and as it is kept. */
export const jobSchema = z.object({
  id: z.string(),
  request: requestSchema,
  state: z.enum(['waiting', 'running', 'done', 'failed', 'canceled', 'broken_off']),
  askedAt: z.number(),
  startedAt: z.number().nullable(),
  endedAt: z.number().nullable(),
  progress: z
    .object({ what: z.string(), done: z.number(), total: z.number().nullable() })
    .nullable(),
  result: resultSchema.nullable(),
  message: z.string(),
});

const ONE = z.strictObject({ id: named(40) });
const DONE = z.object({ done: z.literal(true) });

/** Backtests, sweeps and films: asked for, followed, looked at. */
export function backtestRoutes(backtests: Backtests): readonly ApiRoute[] {
  return [
    route({
      method: 'GET',
      path: '/backtests',
      group: GROUP,
      summary: 'All that were asked for, newest first, with how far they are',
      power: 'look',
      answer: z.object({ jobs: z.array(jobSchema) }),
      handle: () => ok({ jobs: backtests.all }),
    }),
    route({
      method: 'POST',
      path: '/backtests',
      group: GROUP,
      summary: 'Asks for one; it is played when those before it are over',
      power: 'control',
      body: requestSchema,
      answer: jobSchema,
      handle: ({ body }) => backtests.ask(body as Parameters<Backtests['ask']>[0]),
    }),
    route({
      method: 'GET',
      path: '/backtests/result',
      group: GROUP,
      summary: 'The figures of one: of a backtest as --summary writes them, of a sweep as --json',
      power: 'look',
      query: ONE,
      answer: z.looseObject({ schema: z.string() }),
      handle: async ({ query }) => backtests.result(query.id) as Promise<Result<Told>>,
    }),
    route({
      method: 'GET',
      path: '/simulation',
      group: GROUP,
      summary: 'What the configuration says of the simulated exchange, as the command takes it',
      power: 'look',
      answer: z.partialRecord(z.enum(SIMULATION_OPTIONS), z.string().optional()),
      handle: () => backtests.simulation(),
    }),
    route({
      method: 'GET',
      path: '/backtests/defaults',
      group: GROUP,
      summary: 'The configuration of one of which nobody says anything, as its figures write it',
      power: 'look',
      answer: z.record(z.string(), z.unknown()),
      handle: () => ok({ ...backtests.defaults() }),
    }),
    route({
      method: 'GET',
      path: '/runs',
      group: GROUP,
      summary: 'Names of runs of the archive, newest first: they can be repeated and filmed',
      power: 'look',
      answer: z.object({ runs: z.array(z.string()) }),
      handle: async () => ok({ runs: await backtests.runs() }),
    }),
    ...filming(backtests),
    ...changing(backtests),
  ];
}

/** A film comes in parts: none of its length is ever in memory whole. */
function filming(backtests: Backtests): readonly ApiRoute[] {
  return [
    route({
      method: 'GET',
      path: '/backtests/film',
      group: GROUP,
      summary: 'What a film is of, its path, and the times of its parts',
      power: 'look',
      query: ONE,
      answer: z.looseObject({ schema: z.literal('polydesk.film') }),
      handle: ({ query }) => backtests.film(query.id),
    }),
    route({
      method: 'GET',
      path: '/backtests/film/part',
      group: GROUP,
      summary: 'A part of a film: a picture, what changed from each to the next, what happened',
      power: 'look',
      query: z.strictObject({ id: named(40), part: z.coerce.number().int().min(0) }),
      answer: z.looseObject({ changes: z.array(z.looseObject({ at: z.number() })) }),
      handle: ({ query }) => backtests.filmPart(query.id, query.part),
    }),
  ];
}

type Told = { readonly schema: string };

function changing(backtests: Backtests): readonly ApiRoute[] {
  const word = (name: 'cancel' | 'forget', summary: string) =>
    route({
      method: 'POST',
      path: `/backtests/${name}`,
      group: GROUP,
      summary,
      power: 'control',
      body: ONE,
      answer: DONE,
      handle: async ({ body }): Promise<Result<{ done: true }>> =>
        (await backtests[name](body.id)) ? ok({ done: true }) : NONE,
    });
  return [
    word('cancel', 'Ends one that waits or runs'),
    word('forget', 'Removes one that is over, with its files'),
  ];
}

const NONE = refuse('not_found', 'there is no such backtest, or it is not at that point');
