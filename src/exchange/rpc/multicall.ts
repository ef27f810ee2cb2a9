import { ok, type Result, refuse } from '../../domain/result.ts';
import { type Call, readCall, results, type Words } from './abi.ts';

/** aggregate3((address,bool,bytes)[]): many calls in one, by which libraries save questions. */
export const AGGREGATE = '0x82ad56cb';

type Inner = { readonly to: string; readonly call: Call; readonly bytes: number };

/**
 * What each of many calls returns. What is not known here has not failed, so one such call refuses
 * all of them, whether its failure is allowed or not.
 */
export function aggregate(
  words: Words,
  run: (to: string, call: Call) => Result<string>,
): Result<string> {
  let bytes = 0;
  const calls = words.list(0, (list, index) => {
    const call = innerCall(list, index);
    if (!call.ok) return call;
    bytes += call.value.bytes;
    // They could all be the same bytes, told again and again: a small question, endless to read.
    return bytes > words.bytes ? refuse('bad_params', 'calls overlap') : call;
  });
  if (!calls.ok) return calls;
  const answers: string[] = [];
  for (const { to, call } of calls.value) {
    const answer = run(to, call);
    if (!answer.ok) return answer;
    answers.push(answer.value);
  }
  return ok(results(answers));
}

function innerCall(list: Words, index: number): Result<Inner> {
  const tuple = list.tail(index);
  if (!tuple.ok) return tuple;
  const to = tuple.value.address(0);
  if (!to.ok) return to;
  const data = tuple.value.text(2);
  if (!data.ok) return data;
  const call = readCall(data.value);
  if (call === undefined) return refuse('bad_params', 'an inner call has no function');
  return ok({ to: to.value, call, bytes: data.value.length / 2 });
}
