import { z } from 'zod';
import { ok, refuse } from '../../../domain/result.ts';
import { type ApiRoute, route } from '../api-route.ts';
import type { DeskLink } from '../desk-link.ts';
import type { LiveDocument } from '../live-document.ts';
import { marketName, strategyName } from '../names.ts';

export type DeskParts = { readonly link: DeskLink; readonly document: LiveDocument };

/** A row as the desk tells it; src/screen/desk-document.ts has its fields. */
const row = z.looseObject({});
const table = z.record(z.string(), row);

const documentSchema = z.looseObject({
  desk: z.looseObject({ name: z.string(), mode: z.string(), provenance: z.string() }),
  strategies: table,
  markets: table,
  orders: table,
  positions: table,
  limits: table,
  health: table,
  news: z.array(row),
});

const pathSchema = z.array(
  z.object({
    at: z.number(),
    probability: z.number().nullable(),
    reference: z.number().nullable(),
  }),
);

const opinionsSchema = z.array(
  z.object({
    at: z.number(),
    strategy: z.string(),
    code: z.string().nullable(),
    outcome: z.union([z.literal(0), z.literal(1)]).nullable(),
    probability: z.number().nullable(),
  }),
);

/** What a desk answered to a word; of a kill the proof. */
const saidSchema = z.looseObject({});

const ONE_STRATEGY = z.strictObject({ strategy: strategyName.optional() });
const ONE_MARKET = z.strictObject({ market: marketName.optional() });
/** The token again, and what has to be typed. */
const CLAIM = { token: z.string().max(200).optional(), words: z.string().max(300).optional() };
const PART_MOST = 1_000_000;
const SIZE = z.strictObject({
  strategy: strategyName.optional(),
  /** Millionths of its limits. */
  part: z.int().min(0).max(PART_MOST),
  ...CLAIM,
});

/** The desk as it is now, and words to it. */
export function deskRoutes(parts: DeskParts): readonly ApiRoute[] {
  const { document, link } = parts;
  return [
    route({
      method: 'GET',
      path: '/desk',
      group: 'desk',
      summary: 'The document of the desk, whole, as the socket tells it',
      power: 'look',
      answer: z.object({ away: z.number().nullable(), document: documentSchema }),
      handle: () => {
        const now = document.document;
        if (now === undefined) return refuse('desk_away', 'the desk was not heard yet');
        return ok({ away: document.away, document: now });
      },
    }),
    route({
      method: 'GET',
      path: '/path',
      group: 'desk',
      summary: 'The price path of a market that the desk follows',
      power: 'look',
      query: z.strictObject({ market: marketName }),
      answer: z.object({ path: pathSchema }),
      handle: async ({ query }) => {
        const path = await link.path(query.market);
        return path.ok ? ok({ path: path.value }) : path;
      },
    }),
    route({
      method: 'GET',
      path: '/opinions',
      group: 'desk',
      summary: 'What each strategy thought of a market in this run, wherever that changed',
      power: 'look',
      query: z.strictObject({ market: marketName }),
      answer: z.object({ points: opinionsSchema }),
      handle: async ({ query }) => {
        const points = await link.opinions(query.market);
        return points.ok ? ok({ points: [...points.value] }) : points;
      },
    }),
    ...safeWords(parts),
    ...raisingWords(parts),
  ];
}

const WORDS = 'words to the desk';

function safeWords({ link }: DeskParts): readonly ApiRoute[] {
  const ends = (kind: 'stop' | 'kill' | 'paper', summary: string) =>
    route({
      method: 'POST',
      path: `/${kind}`,
      group: WORDS,
      summary,
      power: 'safe',
      answer: saidSchema,
      handle: () => told(link.say({ kind })),
    });
  return [
    route({
      method: 'POST',
      path: '/pause',
      group: WORDS,
      summary: 'No new orders of a strategy, or of any',
      power: 'safe',
      body: ONE_STRATEGY.optional(),
      answer: saidSchema,
      handle: ({ body }) => told(link.say({ kind: 'pause', strategy: body?.strategy })),
    }),
    route({
      method: 'POST',
      path: '/cancel',
      group: WORDS,
      summary: 'Cancels all orders, or those in a market',
      power: 'safe',
      body: ONE_MARKET.optional(),
      answer: saidSchema,
      handle: ({ body }) => told(link.say({ kind: 'cancel', market: body?.market })),
    }),
    ends('stop', 'Ends the desk calmly'),
    ends('kill', 'Cancels everything by all means, proves it, and ends the desk'),
    ends('paper', 'Leaves the venue, proves that nothing of it is open, and goes on on paper'),
  ];
}

function raisingWords({ link, document }: DeskParts): readonly ApiRoute[] {
  const name = () => document.document?.desk.name ?? 'the desk';
  return [
    route({
      method: 'POST',
      path: '/resume',
      group: WORDS,
      summary: 'Lets a strategy, or all, trade again',
      power: 'raise',
      body: ONE_STRATEGY.extend(CLAIM),
      words: ({ strategy }) => `resume ${strategy ?? name()}`,
      answer: saidSchema,
      handle: ({ body }) => told(link.say({ kind: 'resume', strategy: body.strategy })),
    }),
    route({
      method: 'POST',
      path: '/size',
      group: WORDS,
      summary:
        'Of its limits a strategy may use so much, millionths; without a name every strategy',
      // Where it is not known what it may use, nobody knows that it would be less.
      power: ({ strategy, part }) => (part <= partOf(document, strategy) ? 'safe' : 'raise'),
      body: SIZE,
      words: ({ strategy, part }) => `size ${strategy ?? name()} ${part / 10_000}%`,
      answer: saidSchema,
      handle: ({ body: { strategy, part } }) => {
        // Nobody has confirmed it: the desk may know of less than was heard here.
        const only = part <= partOf(document, strategy) ? ({ only: 'lower' } as const) : {};
        return told(link.say({ kind: 'size', strategy, part, ...only }));
      },
    }),
  ];
}

/** What it may use now; of all strategies what the least of them may. */
function partOf({ document }: LiveDocument, strategy: string | undefined): number {
  const rows: Readonly<Record<string, object>> = document?.strategies ?? {};
  const named = strategy !== undefined && Object.hasOwn(rows, strategy) ? [rows[strategy]] : [];
  const parts = (strategy === undefined ? Object.values(rows) : named).map((row) =>
    row !== undefined && 'part' in row && typeof row.part === 'number' ? row.part : -1,
  );
  return parts.length === 0 ? -1 : Math.min(...parts);
}

async function told(saying: ReturnType<DeskLink['say']>) {
  const said = await saying;
  if (!said.ok) return said;
  const { value } = said;
  return ok(typeof value === 'object' && value !== null ? { ...value } : {});
}
