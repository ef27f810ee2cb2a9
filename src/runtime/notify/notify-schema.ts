import { z } from 'zod';
import type { AlertKind } from '../../ports/notifier.ts';
import { strict } from '../schema-values.ts';
import { isToken } from './bot-token.ts';
import type { NotifySettings } from './notify-settings.ts';
import { isSafeAddress } from './safe-address.ts';

const KINDS = [
  'fill',
  'settlement',
  'kill',
  'recovery',
  'breaker',
  'halt',
  'stall',
  'strategy',
  'summary',
  'desk',
  'notice',
  'lost',
  'test',
] as const satisfies readonly AlertKind[];

const toldThere = {
  level: z.enum(['info', 'warning', 'critical']).optional(),
  kinds: z.array(z.enum(KINDS)).min(1).optional(),
};

const ADDRESS = 'expected an address by https, or by http on this machine';
// The address itself may hold a secret: it is in no message.
const address = z.string({ error: ADDRESS }).refine(isSafeAddress, { error: ADDRESS });

const variable = z
  .string()
  .regex(/^[A-Z_][A-Z0-9_]*$/i, { error: 'expected the name of a variable of the environment' });

const user = z.int({ error: 'expected the number of a Telegram user' }).positive();
/** What one bot can tell within its limits. */
const USERS_MOST = 20;
const WEBHOOKS_MOST = 10;

const TOKEN_FILE = 'expected the name of a file that holds the token, never the token itself';
// Who has written the token there finds it in no message.
const tokenFile = z
  .string({ error: TOKEN_FILE })
  .refine((text) => text.trim() !== '' && !isToken(text), { error: TOKEN_FILE });

const telegramSchema = strict({
  users: z.array(user).min(1, { error: 'name at least one user' }).max(USERS_MOST),
  group: z.int().negative({ error: 'numbers of groups are below 0' }).optional(),
  api: address.optional(),
  tokenFile: tokenFile.optional(),
  ...toldThere,
}).transform(({ users, group, api, tokenFile, level, kinds }) => ({
  ...{ users, group, api, tokenFile, kinds },
  level: level ?? ('info' as const),
}));

const webhookSchema = strict({
  url: address.optional(),
  urlFrom: variable.optional(),
  secretFrom: variable.optional(),
  ...toldThere,
})
  .refine(({ url, urlFrom }) => (url === undefined) !== (urlFrom === undefined), {
    error: 'give either url, or urlFrom with the variable that holds it',
  })
  .transform(({ url, urlFrom, secretFrom, level, kinds }) => ({
    ...{ url, urlFrom, secretFrom, kinds },
    level: level ?? ('info' as const),
  }));

const TIME = /^([01]\d|2[0-3]):([0-5]\d)$/;
const MICROS_PER_MINUTE = 60_000_000;

const timeOfDay = z
  .string()
  .regex(TIME, { error: "expected a time of day, UTC, e.g. '07:30'" })
  .transform((text) => {
    const [hours = 0, minutes = 0] = text.split(':').map(Number);
    return (hours * 60 + minutes) * MICROS_PER_MINUTE;
  });

/** The part `notify` of a configuration file. */
export const notifySchema = strict({
  telegram: telegramSchema.optional(),
  webhooks: z.array(webhookSchema).max(WEBHOOKS_MOST).optional(),
  dailyAt: timeOfDay.optional(),
}).transform(
  ({ telegram, webhooks, dailyAt }): NotifySettings => ({
    ...{ telegram, dailyAt },
    webhooks: webhooks ?? [],
  }),
);
