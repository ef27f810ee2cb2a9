/** In which zone times are shown. */
export type Zone = 'local' | 'utc';

export type TimeStyle = 'clock' | 'second' | 'moment' | 'day' | 'date';

const STYLES: Readonly<Record<TimeStyle, Intl.DateTimeFormatOptions>> = {
  clock: { hour: '2-digit', minute: '2-digit' },
  second: { hour: '2-digit', minute: '2-digit', second: '2-digit' },
  moment: {
    day: '2-digit',
    month: 'short',
    hour: '2-digit',
    minute: '2-digit',
    second: '2-digit',
  },
  day: { day: '2-digit', month: 'short' },
  date: { day: '2-digit', month: 'short', year: 'numeric' },
};

const formats = new Map<string, Intl.DateTimeFormat>();

/** A time in µs UTC as people read it, in their zone. */
export function timeText(at: number, zone: Zone, style: TimeStyle = 'second'): string {
  const key = `${zone}/${style}`;
  let format = formats.get(key);
  if (format === undefined) {
    const inZone = zone === 'utc' ? { timeZone: 'UTC' } : {};
    format = new Intl.DateTimeFormat('en-GB', { ...STYLES[style], ...inZone, hour12: false });
    formats.set(key, format);
  }
  return format.format(at / 1_000);
}

/** "2026-04-13 12:00:05.123 UTC": what a title says, whatever zone is shown. */
export function utcText(at: number): string {
  const iso = new Date(Math.floor(at / 1_000)).toISOString();
  return `${iso.slice(0, 23).replace('T', ' ')} UTC`;
}

/** The two largest units of a length of time in µs: "2 h 13 min". */
export function duration(micros: number): string {
  const seconds = Math.floor(Math.max(0, micros) / 1_000_000);
  const parts: [number, string][] = [
    [Math.floor(seconds / 86_400), 'd'],
    [Math.floor(seconds / 3_600) % 24, 'h'],
    [Math.floor(seconds / 60) % 60, 'min'],
    [seconds % 60, 's'],
  ];
  const first = parts.findIndex(([value]) => value > 0);
  if (first === -1) return '0 s';
  const told = parts.slice(first, first + 2).filter(([value]) => value > 0);
  return told.map(([value, unit]) => `${value} ${unit}`).join(' ');
}

/** How old something is, by its largest unit alone: "2 h old". */
export function ageText(micros: number): string {
  const [value, unit] = duration(micros).split(' ');
  return `${value} ${unit} old`;
}

/** Time left as a clock: "4:05", "1:02:03", "3 d 4 h". */
export function countdown(micros: number): string {
  const seconds = Math.max(0, Math.ceil(micros / 1_000_000));
  if (seconds >= 86_400) return duration(micros);
  const two = (value: number) => String(value).padStart(2, '0');
  const [hours, minutes] = [Math.floor(seconds / 3_600), Math.floor(seconds / 60) % 60];
  const tail = `${hours > 0 ? two(minutes) : minutes}:${two(seconds % 60)}`;
  return hours > 0 ? `${hours}:${tail}` : tail;
}
