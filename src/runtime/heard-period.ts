import type { Timestamp } from '../domain/units.ts';

type Period = { readonly from: Timestamp; readonly to: Timestamp };

/**
 * The part of a replay that was heard. Closes are played when they are due, also those after the
 * end of a recording: a report does not reach into what was still to come then.
 */
export function heardPeriod(
  played: Period | undefined,
  coverage: readonly { readonly to: Timestamp }[],
  resolutions: readonly ({ readonly at: Timestamp } | undefined)[],
): Period | undefined {
  if (played === undefined) return undefined;
  const told = resolutions.flatMap((one) => (one === undefined ? [] : [one.at]));
  const last = [...coverage.map(({ to }) => to), ...told].reduce<number>(
    (most, at) => (at > most ? at : most),
    played.from,
  );
  return { from: played.from, to: Math.min(played.to, last) as Timestamp };
}
