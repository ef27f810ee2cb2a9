import { MICROS_PER_SECOND, type Timestamp } from './units.ts';

/** The time of day, of whole seconds and not before it: "21:42:10 UTC". */
export function utcTime(at: Timestamp): string {
  const second = Math.ceil(at / MICROS_PER_SECOND);
  const two = (part: number) => String(part).padStart(2, '0');
  const [hours, minutes] = [Math.floor(second / 3_600) % 24, Math.floor(second / 60) % 60];
  return `${two(hours)}:${two(minutes)}:${two(second % 60)} UTC`;
}
