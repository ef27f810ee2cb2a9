import { z } from 'zod';
import { MICROS_PER_MS, type Timestamp } from '../../domain/units.ts';

/** ISO text in UTC with up to six decimals to µs; Date keeps only three, what is beyond is cut. */
export const isoMicros = z.iso.datetime().transform((text) => {
  const [whole = '', rest = ''] = text.split('.');
  const seconds = Date.parse(`${whole.replace('Z', '')}Z`) * MICROS_PER_MS;
  return (seconds + Number(rest.replace('Z', '').slice(0, 6).padEnd(6, '0'))) as Timestamp;
});
