/**
 * An expected failure: a value, never an exception. `code` is for machines (snake_case, stable),
 * `message` for people: what is wrong and what to do about it.
 */
export type Refusal = { readonly ok: false; readonly code: string; readonly message: string };

export type Ok<T> = { readonly ok: true; readonly value: T };

export type Result<T> = Ok<T> | Refusal;

export function ok<T>(value: T): Ok<T> {
  return { ok: true, value };
}

export function refuse(code: string, message: string): Refusal {
  return { ok: false, code, message };
}
