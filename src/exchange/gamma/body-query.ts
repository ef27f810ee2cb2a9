import { ok, type Result, refuse } from '../../domain/result.ts';
import { snakeCase } from '../wire/forms.ts';
import { ownEntry } from '../wire/own-entry.ts';
import { Query } from '../wire/query.ts';

/** Names of the body that differ in more than their form. */
const IN_ADDRESS: Readonly<Record<string, string>> = { includeTags: 'include_tag' };

/**
 * A body names what the address of a list does, in camel case: clobTokenIds, includeTags; pages
 * are asked for in the address. Objects are nothing that an address could say.
 */
export function queryOfBody(
  body: Readonly<Record<string, unknown>>,
  address: unknown,
): Result<Query> {
  const named = Object.entries(body).map(([name, value]) => {
    const told: readonly unknown[] = Array.isArray(value) ? value : [value];
    const all = told.filter((one) => one !== null);
    return { name: ownEntry(IN_ADDRESS, name) ?? snakeCase(name), all };
  });
  const odd = named.find(({ all }) => all.some((one) => typeof one === 'object'));
  if (odd !== undefined) return refuse('invalid_query', `${odd.name} is invalid`);
  const texts = named.map(({ name, all }) => [name, all.map(String)]);
  return ok(new Query({ ...Object.fromEntries(texts), ...(address as object) }));
}
