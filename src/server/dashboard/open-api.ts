import { z } from 'zod';
import type { ApiRoute, Power } from './api-route.ts';
import { refusalSchema } from './refusals.ts';

const POWERS: Readonly<Record<Power, string>> = {
  open: 'Nobody has to be signed in.',
  look: 'Needs a session.',
  safe: 'Needs a session and its CSRF token, and is never told to wait: it raises no risk.',
  control: 'Needs a session that has taken control, and its CSRF token.',
  raise:
    'Raises risk: needs a session that has taken control, its CSRF token, the access token again ' +
    'and the words that the refusal without them names.',
};

/** The API in OpenAPI's words, made of the very schemas that check questions and answers. */
export function openApiOf(routes: readonly ApiRoute[], version: string): object {
  const paths: Record<string, Record<string, object>> = {};
  for (const one of routes) {
    const path = `/api${one.path}`;
    paths[path] = { ...paths[path], [one.method.toLowerCase()]: operationOf(one) };
  }
  return {
    openapi: '3.1.0',
    info: {
      title: 'Polydesk dashboard',
      version,
      description:
        'Prices, shares and dollars are integers of 1e-6, times µs UTC. The document of the desk ' +
        'comes over the web socket /api/live: a snapshot, then changes.',
    },
    components: {
      securitySchemes: {
        session: { type: 'apiKey', in: 'cookie', name: 'polydesk_<port>' },
        csrf: { type: 'apiKey', in: 'header', name: 'x-csrf-token' },
      },
    },
    paths,
  };
}

function operationOf({ method, group, summary, power, query, body, answer }: ApiRoute): object {
  const [first, ...others] = typeof power === 'function' ? ['safe', 'raise'] : [power];
  const description = [first, ...others].map((one) => POWERS[one as Power]).join(' Or: ');
  const security = [{ session: [], ...(method === 'GET' ? {} : { csrf: [] }) }];
  return {
    tags: [group],
    summary,
    description,
    security: first === 'open' ? [] : security,
    ...(query === undefined ? {} : { parameters: parametersOf(query) }),
    ...(body === undefined ? {} : { requestBody: { required: true, ...jsonOf(body, 'input') } }),
    responses: {
      200: { description: 'the answer', ...jsonOf(answer, 'output') },
      default: { description: 'a refusal', ...jsonOf(refusalSchema, 'output') },
    },
  };
}

function jsonOf(schema: z.ZodType, io: 'input' | 'output'): object {
  return { content: { 'application/json': { schema: schemaOf(schema, io) } } };
}

function parametersOf(query: z.ZodType): object[] {
  const { properties = {}, required = [] } = schemaOf(query, 'input');
  return Object.entries(properties).map(([name, schema]) => ({
    name,
    in: 'query',
    required: required.includes(name),
    schema,
  }));
}

type Schema = {
  readonly properties?: Readonly<Record<string, object>>;
  readonly required?: readonly string[];
};

function schemaOf(schema: z.ZodType, io: 'input' | 'output'): Schema {
  const { $schema: _, ...rest } = z.toJSONSchema(schema, { io, unrepresentable: 'any' });
  return rest as Schema;
}
