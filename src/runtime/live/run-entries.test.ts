import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { JournalEntry } from '../../domain/journal-entry.ts';
import { RunEntries } from './run-entries.ts';

const entry = (at: number) => ({ kind: 'Noticed', at }) as unknown as JournalEntry;

test('every reader gets each entry once, and no more are kept than one has yet to take', () => {
  const step = fc.constantFrom('append', 'first', 'second');
  fc.assert(
    fc.property(fc.array(step), (steps) => {
      const run = new RunEntries();
      const all: JournalEntry[] = [];
      const readers = [run.reader(), run.reader()];
      const taken: JournalEntry[][] = [[], []];
      for (const what of steps) {
        if (what === 'append') {
          all.push(entry(all.length));
          run.append(all.at(-1) as JournalEntry);
        } else {
          const which = what === 'first' ? 0 : 1;
          taken[which]?.push(...(readers[which]?.take() ?? []));
          expect(taken[which]).toEqual(all);
        }
        const slowest = Math.min(...taken.map(({ length }) => length));
        expect(run.entries).toEqual(all.slice(slowest));
        expect(run.count).toBe(all.length);
      }
    }),
  );
});

test('while nobody reads all are kept, and a reader that would miss some is none', () => {
  const run = new RunEntries();
  run.append(entry(1));
  expect(run.entries).toEqual([entry(1)]);
  expect(run.reader().take()).toEqual([entry(1)]);
  expect(() => run.reader()).toThrow(/miss entries/);
});
