/** Part of a list, and how to ask for the next one. */
export type Page<T> = {
  readonly rows: readonly T[];
  /** To be sent back as it is; undefined: this was the last page. */
  readonly nextCursor: string | undefined;
};
