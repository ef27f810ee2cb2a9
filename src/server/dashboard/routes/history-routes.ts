import { z } from 'zod';
import { ok } from '../../../domain/result.ts';
import { type ApiRoute, route } from '../api-route.ts';
import type { DashboardSources } from '../dashboard-sources.ts';
import type { DeskLink } from '../desk-link.ts';
import type { EquityMemory } from '../equity-memory.ts';
import {
  configurationSchema,
  coverageSchema,
  datasetSchema,
  decisionSchema,
  equitySchema,
  fillSchema,
  logLineSchema,
  profitSchema,
  strategySchema,
  tradeSchema,
  weightsSchema,
} from '../history.ts';
import { marketName, named, strategyName } from '../names.ts';
import type { WeightsMemory } from '../weights-memory.ts';

export type HistoryParts = {
  readonly sources: DashboardSources;
  readonly link: Pick<DeskLink, 'equity'>;
  /** What was heard of the worth of the desk: it stands in where the desk does not answer. */
  readonly equity: EquityMemory;
  readonly weights: WeightsMemory;
};

const ROWS_MOST = 500;
const most = z.coerce.number().int().min(1).max(ROWS_MOST).default(100);
const before = z.string().max(400).optional();
const ROWS = {
  run: named(200).optional(),
  strategy: strategyName.optional(),
  market: marketName.optional(),
  before,
  most,
};

const pageOf = <S extends z.ZodType>(row: S) =>
  z.object({ rows: z.array(row), next: z.string().nullable() });

/** What was done, traded, earned, said and recorded. */
export function historyRoutes(parts: HistoryParts): readonly ApiRoute[] {
  return [
    ...doneRoutes(parts.sources),
    ...moneyRoutes(parts),
    weightsRoute(parts),
    ...saidRoutes(parts.sources),
    ...recordedRoutes(parts.sources),
  ];
}

const look = { method: 'GET', power: 'look' } as const;

function doneRoutes(sources: DashboardSources): readonly ApiRoute[] {
  return [
    route({
      ...look,
      path: '/decisions',
      group: 'history',
      summary: 'Orders, cancels, splits, merges and skips, why, and what became of them',
      query: z.strictObject({
        ...ROWS,
        kind: z.enum(['order', 'cancel', 'split', 'merge', 'skip']).optional(),
        status: named(30).optional(),
      }),
      answer: pageOf(decisionSchema),
      handle: ({ query }) => sources.decisions(query),
    }),
    route({
      ...look,
      path: '/orders',
      group: 'history',
      summary: 'Orders of time past, with what became of them',
      query: z.strictObject({ ...ROWS, status: named(30).optional() }),
      answer: pageOf(decisionSchema),
      handle: ({ query }) => sources.decisions({ ...query, kind: 'order' }),
    }),
    route({
      ...look,
      path: '/fills',
      group: 'history',
      summary: 'Executions, with what the chain did with them',
      query: z.strictObject({ ...ROWS, order: z.coerce.number().int().min(0).optional() }),
      answer: pageOf(fillSchema),
      handle: ({ query }) => sources.fills(query),
    }),
    route({
      ...look,
      path: '/trades',
      group: 'history',
      summary: 'Rounds: from the first share bought until none is left',
      query: z.strictObject(ROWS),
      answer: pageOf(tradeSchema),
      handle: ({ query }) => sources.trades(query),
    }),
  ];
}

const since = z.enum(['today', 'week', 'month', 'all']).default('all');

function moneyRoutes({ sources, equity, link }: HistoryParts): readonly ApiRoute[] {
  return [
    route({
      ...look,
      path: '/profit',
      group: 'money',
      summary: 'What each strategy earned today, in 7 days, in 30 days, and in all',
      answer: profitSchema,
      handle: () => sources.profit(),
    }),
    route({
      ...look,
      path: '/equity',
      group: 'money',
      summary: 'What the desk is worth since its run began, and what runs were worth at cost',
      query: z.strictObject({ since }),
      answer: equitySchema,
      handle: async ({ query }) => {
        const [runs, told] = await Promise.all([sources.runEquity(query.since), link.equity()]);
        const heard = [...(told.ok ? told.value : equity.points)];
        return runs.ok ? ok({ heard, runs: [...runs.value] }) : runs;
      },
    }),
  ];
}

function weightsRoute({ weights }: HistoryParts): ApiRoute {
  return route({
    ...look,
    path: '/weights',
    group: 'strategies',
    summary: 'How much a strategy listened to each of its sources, whenever that changed',
    query: z.strictObject({ strategy: strategyName }),
    answer: z.object({ points: z.array(weightsSchema) }),
    handle: ({ query }) => ok({ points: weights.of(query.strategy) }),
  });
}

function saidRoutes(sources: DashboardSources): readonly ApiRoute[] {
  return [
    route({
      ...look,
      path: '/logs',
      group: 'history',
      summary: 'Lines of the daily log, the newest first',
      query: z.strictObject({
        level: z.enum(['info', 'warning', 'error']).optional(),
        category: named(30).optional(),
        strategy: strategyName.optional(),
        market: marketName.optional(),
        text: named(200).optional(),
        before,
        most,
      }),
      answer: pageOf(logLineSchema),
      handle: ({ query }) => sources.logs(query),
    }),
    route({
      ...look,
      path: '/strategies',
      group: 'strategies',
      summary: 'The strategies there are, their parameters, and what those are in the run',
      answer: z.object({ strategies: z.array(strategySchema) }),
      handle: async () => {
        const strategies = await sources.strategies();
        return strategies.ok ? ok({ strategies: strategies.value }) : strategies;
      },
    }),
    route({
      ...look,
      path: '/configuration',
      group: 'strategies',
      summary: 'What the run that goes on was begun with: limits and all else that decides it',
      answer: configurationSchema,
      handle: () => sources.configuration(),
    }),
  ];
}

function recordedRoutes(sources: DashboardSources): readonly ApiRoute[] {
  return [
    route({
      ...look,
      path: '/recordings',
      group: 'recordings',
      summary: 'The datasets of the archive: coverage by hour, gaps, sizes, defects',
      answer: z.object({ datasets: z.array(datasetSchema) }),
      handle: async () => {
        const datasets = await sources.recordings();
        return datasets.ok ? ok({ datasets: datasets.value }) : datasets;
      },
    }),
    route({
      ...look,
      path: '/coverage',
      group: 'recordings',
      summary: 'What a dataset has of each token of each market, hour by hour',
      query: z.strictObject({
        dataset: named(200),
        market: marketName.optional(),
        before,
        most,
      }),
      answer: pageOf(coverageSchema),
      handle: ({ query: { dataset, ...choice } }) => sources.coverage(dataset, choice),
    }),
  ];
}
