import { z } from 'zod';

/** A name as others gave it: text and never anything else. Nothing that ends a line or hides. */
export const named = (most: number) =>
  z
    .string()
    .min(1)
    .max(most)
    .regex(/^\P{Cc}*$/u, 'holds control characters');

/** The slug of a market. */
export const marketName = named(200);
export const strategyName = named(100);
