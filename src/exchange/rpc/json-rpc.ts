import { invariant } from '../../domain/invariant.ts';
import { type Result, refuse } from '../../domain/result.ts';
import { isRecord } from '../wire/record.ts';

/** What a method answers to its parameters. */
export type Method = (params: readonly unknown[]) => Result<unknown>;

/** The numbers of refusals (JSON-RPC 2.0; of what is not there, EIP-1474). */
const CODES: Readonly<Record<string, number>> = {
  not_json: -32700,
  bad_request: -32600,
  no_method: -32601,
  bad_params: -32602,
  not_here: -32001,
};

/** As many of one batch are answered. */
const BATCH_MOST = 1_000;

type Row = Readonly<Record<string, unknown>>;

/**
 * What is said to a body: one answer, or a list of them to a list. Undefined where nobody asked for
 * an answer: requests without an id are notices.
 */
export function answerRpc(
  body: string,
  methods: ReadonlyMap<string, Method>,
): Row | readonly Row[] | undefined {
  let asked: unknown;
  try {
    asked = JSON.parse(body);
  } catch {
    return told(null, refuse('not_json', 'the body is no JSON'));
  }
  if (!Array.isArray(asked)) return answerOne(asked, methods);
  if (asked.length === 0 || asked.length > BATCH_MOST) {
    return told(null, refuse('bad_request', `a batch has 1 to ${BATCH_MOST} requests`));
  }
  const answers = asked
    .map((one: unknown) => answerOne(one, methods))
    .filter((answer) => answer !== undefined);
  return answers.length === 0 ? undefined : answers;
}

function answerOne(asked: unknown, methods: ReadonlyMap<string, Method>): Row | undefined {
  if (!isRecord(asked)) return told(null, refuse('bad_request', 'a request is an object'));
  const { jsonrpc, id, method, params } = asked;
  const isId = id === undefined || id === null || typeof id === 'string' || typeof id === 'number';
  if (!isId) return told(null, refuse('bad_request', 'id: a text or a number'));
  if (jsonrpc !== '2.0' || typeof method !== 'string') {
    const problem = 'a request has jsonrpc "2.0" and a method';
    return told(id ?? null, refuse('bad_request', problem));
  }
  const result = run(method, params, methods);
  return id === undefined ? undefined : told(id, result);
}

function run(name: string, params: unknown, methods: ReadonlyMap<string, Method>): Result<unknown> {
  const method = methods.get(name);
  if (method === undefined) {
    const served = [...methods.keys()].join(', ');
    const what = `${name} is not served: this chain is simulated and can only be read, by`;
    return refuse('no_method', `${what} ${served}`);
  }
  if (params !== undefined && !Array.isArray(params)) {
    return refuse('bad_params', 'params: a list');
  }
  return method(params ?? []);
}

function told(id: unknown, result: Result<unknown>): Row {
  if (result.ok) return { jsonrpc: '2.0', id, result: result.value };
  const code = CODES[result.code];
  invariant(code !== undefined, `${result.code} has no number in JSON-RPC`);
  return { jsonrpc: '2.0', id, error: { code, message: result.message } };
}
