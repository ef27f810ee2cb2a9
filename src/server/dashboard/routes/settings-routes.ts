import { z } from 'zod';
import { ok } from '../../../domain/result.ts';
import { type ApiRoute, route } from '../api-route.ts';
import type { Settings } from '../workshop.ts';

const GROUP = 'settings';

/** Checked by the rules of the configuration itself, which name the place of each fault. */
const valuesSchema = z.strictObject({
  capital: z.string().max(200).optional(),
  parameters: z.record(z.string(), z.record(z.string(), z.string().max(200))).optional(),
  limits: z.record(z.string(), z.unknown()).optional(),
});

const changeSchema = z.object({
  path: z.string(),
  before: z.string().nullable(),
  after: z.string().nullable(),
});

const versionSchema = z.object({
  version: z.number(),
  at: z.number(),
  note: z.string(),
  values: valuesSchema,
});

const fieldSchema = z.object({
  path: z.string(),
  kind: z.enum(['usd', 'shares', 'price', 'part', 'count', 'ms', 'number', 'choice']),
  summary: z.string(),
  inForce: z.string(),
  from: z.enum(['settings', 'configuration', 'default']),
  choices: z.array(z.string()).nullable(),
});

const toldSchema = z.object({
  newest: versionSchema.nullable(),
  versions: z.array(versionSchema.extend({ changes: z.array(changeSchema) })),
  fields: z.array(fieldSchema),
});

const base = z.int().min(0);
const CLAIM = { token: z.string().max(200).optional(), words: z.string().max(300).optional() };
const note = z
  .string()
  .max(300)
  .regex(/^\P{Cc}*$/u, 'holds control characters');
const VERSION = z.object({ version: z.number() });

/** What reading the configuration refuses, with a line for each fault. */
const FAULTY = 'config_invalid';

/** What holds on top of the configuration: looked at, tried, set, taken back. */
export function settingsRoutes(settings: Settings): readonly ApiRoute[] {
  return [
    route({
      method: 'GET',
      path: '/settings',
      group: GROUP,
      summary: 'Every field with what holds for it and from where, and all versions',
      power: 'look',
      answer: toldSchema,
      handle: async () => {
        const told = await settings.told();
        return told.ok ? ok({ ...told.value, newest: told.value.newest ?? null }) : told;
      },
    }),
    route({
      method: 'POST',
      path: '/settings/check',
      group: GROUP,
      summary: 'What such values would change, or why they are not taken; nothing is changed',
      power: 'look',
      body: z.strictObject({ values: valuesSchema }),
      answer: z.object({ changes: z.array(changeSchema), fault: z.string().nullable() }),
      handle: async ({ body }) => {
        const changes = await settings.check(body.values);
        if (changes.ok) return ok({ changes: changes.value, fault: null });
        // That half of a number is none is what was asked: a fault of whoever types, not of asking.
        return changes.code === FAULTY ? ok({ changes: [], fault: changes.message }) : changes;
      },
    }),
    route({
      method: 'POST',
      path: '/settings',
      group: GROUP,
      summary: 'Sets such values, as a new version, from the next start of a desk on',
      power: 'raise',
      body: z.strictObject({ base, values: valuesSchema, note, ...CLAIM }),
      words: ({ base: before }) => `set version ${before + 1}`,
      answer: VERSION,
      handle: async ({ body }) => versioned(settings.set(body.base, body.values, body.note)),
    }),
    route({
      method: 'POST',
      path: '/settings/rollback',
      group: GROUP,
      summary: 'Writes an older version anew; 0: nothing set',
      power: 'raise',
      body: z.strictObject({ base, to: z.int().min(0), ...CLAIM }),
      words: ({ to }) => `back to version ${to}`,
      answer: VERSION,
      handle: async ({ body }) => versioned(settings.rollBack(body.base, body.to)),
    }),
  ];
}

async function versioned(writing: ReturnType<Settings['set']>) {
  const version = await writing;
  return version.ok ? ok({ version: version.value }) : version;
}
