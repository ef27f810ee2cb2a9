import { ok, type Result, refuse } from '../../domain/result.ts';
import type { SweepAxis } from '../../report/sweep/sweep.ts';
import { parseAssignment } from './assignment.ts';

/** Reads `name=value,value,...`: two values at least, none twice. */
export function parseAxis(text: string): Result<SweepAxis> {
  const assignment = parseAssignment(text);
  if (!assignment.ok) return refuse(assignment.code, `"${text}" is not name=value,value,...`);
  const { name } = assignment.value;
  const values = assignment.value.text.split(',').map((value) => value.trim());
  if (values.length < 2 || values.includes('')) {
    return refuse('not_an_axis', `"${text}" does not name two values of ${name} or more`);
  }
  const twice = values.find((value, i) => values.indexOf(value) !== i);
  if (twice !== undefined) return refuse('value_twice', `${name} is ${twice} twice`);
  return ok({ name, values });
}
