import { type Refusal, type Result, refuse } from '../../domain/result.ts';

/** A reading keeps no more than this: a hostile answer must not fill the memory. */
const MOST_REFUSALS = 1_000;
const MOST_NAMES = 200;
const LONGEST_NAME = 60;

/** What a reading could not use. */
export type Remarks = {
  /** Parts left out, each with its place: a bad part never hides good ones. */
  readonly refusals: readonly Refusal[];
  /** Fields that were wrong and are unknown therefore; what they belong to stays. */
  readonly wrongFields: readonly Refusal[];
  /** Fields nobody here knows ("market.newField"), with how often they came. */
  readonly unknownFields: ReadonlyMap<string, number>;
};

/**
 * An answer of a service, read. A refusal says that nothing of it can be used; remarks come with
 * either.
 */
export type Answer<T> = Result<T> & Remarks;

/** Gathers the remarks of one reading. */
export class Notes implements Remarks {
  readonly refusals: Refusal[] = [];
  readonly wrongFields: Refusal[] = [];
  readonly unknownFields = new Map<string, number>();

  refuse(refusal: Refusal): void {
    keep(this.refusals, refusal);
  }

  wrongField(refusal: Refusal): void {
    keep(this.wrongFields, refusal);
  }

  unknownField(kind: string, field: string): void {
    const name = `${kind}.${field.slice(0, LONGEST_NAME)}`;
    const count = this.unknownFields.get(name);
    if (count !== undefined) this.unknownFields.set(name, count + 1);
    else if (this.unknownFields.size < MOST_NAMES) this.unknownFields.set(name, 1);
  }
}

function keep(refusals: Refusal[], refusal: Refusal): void {
  if (refusals.length < MOST_REFUSALS) refusals.push(refusal);
  else if (refusals.length === MOST_REFUSALS) {
    refusals.push(refuse('more_refusals', 'further ones are not listed'));
  }
}
