/** A value of 1e-6, and when it was so, µs UTC. */
export type KnownValue = { readonly at: number; readonly value: number };
