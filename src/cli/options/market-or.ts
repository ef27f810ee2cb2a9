import { ok, type Result } from '../../domain/result.ts';

/** `market`, which is what each market says of itself, or what `parse` makes of the text. */
export function marketOr<T>(parse: (text: string) => Result<T>) {
  return (text: string): Result<T | 'market'> => (text === 'market' ? ok(text) : parse(text));
}
