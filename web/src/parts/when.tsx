import { usePreferences } from '../app/preferences.ts';
import { type TimeStyle, timeText, utcText } from '../format/time.ts';
import { Unknown } from './amounts.tsx';

type WhenProps = {
  /** µs UTC; null: not known. */
  readonly at: number | null;
  readonly style?: TimeStyle;
  readonly why?: string;
};

/** A time in the zone that was chosen, its title in UTC. */
export function When({ at, style = 'second', why = 'it has not happened yet' }: WhenProps) {
  const { zone } = usePreferences();
  if (at === null) return <Unknown why={why} />;
  return (
    <time dateTime={new Date(at / 1_000).toISOString()} title={utcText(at)} className="nowrap">
      {timeText(at, zone, style)}
    </time>
  );
}

/** Of which zone the times of a chart are: no title of its own can say it. */
export function ZoneNote() {
  const { zone } = usePreferences();
  return zone === 'utc' ? 'Times and dates are UTC.' : 'Times and dates are local.';
}
