import type { z } from 'zod';
import type { Refusal, Result } from '../../domain/result.ts';
import type { Session } from './sessions.ts';

/**
 * What it takes to be heard. open: nothing; look: to be signed in; safe: that, for what raises no
 * risk, and never told to wait; control: to have taken control; raise: that, the token again, and
 * typed words.
 */
export type Power = 'open' | 'look' | 'safe' | 'control' | 'raise';

export type Method = 'GET' | 'POST' | 'DELETE';

/** A question as it was checked. */
export type Asked<Q, B> = {
  readonly query: Q;
  readonly body: B;
  /** Undefined: nobody has signed in; only where that is not needed. */
  readonly session: Session | undefined;
  /** Of the answer. */
  header(name: string, value: string): void;
};

/** One route of the API: what it takes, what it answers, and who is heard. */
export type ApiRoute = {
  readonly method: Method;
  /** Below /api. */
  readonly path: string;
  readonly group: string;
  readonly summary: string;
  readonly power: Power | ((body: never) => Power);
  readonly query?: z.ZodType | undefined;
  readonly body?: z.ZodType | undefined;
  readonly answer: z.ZodType;
  /** What has to be typed before it is done. */
  readonly words?: ((body: never) => string) | undefined;
  readonly handle: (asked: Asked<never, never>) => Result<unknown> | Promise<Result<unknown>>;
};

type Typed<Q extends z.ZodType, B extends z.ZodType, A extends z.ZodType> = {
  readonly method: Method;
  readonly path: string;
  readonly group: string;
  readonly summary: string;
  readonly power: Power | ((body: z.infer<B>) => Power);
  readonly query?: Q;
  readonly body?: B;
  readonly answer: A;
  readonly words?: (body: z.infer<B>) => string;
  readonly handle: (
    asked: Asked<z.infer<Q>, z.infer<B>>,
  ) => Result<Given<z.input<A>>> | Promise<Result<Given<z.input<A>>>>;
};

/** A schema's own types may be written to; what is answered need not. */
type Given<T> = T extends readonly (infer U)[]
  ? readonly Given<U>[]
  : T extends object
    ? { readonly [K in keyof T]: Given<T[K]> }
    : T;

/** A route whose handler is typed by its schemas. */
export function route<Q extends z.ZodType, B extends z.ZodType, A extends z.ZodType>(
  typed: Typed<Q, B, A>,
): ApiRoute {
  return typed as unknown as ApiRoute;
}

/** What is said instead of an answer; `words`: what has to be typed. */
export type Refused = Refusal & { readonly words?: string };
