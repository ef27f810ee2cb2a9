// The documents keep their word: links lead somewhere, commands parse. That every room is on the
// map is held by tidy.test.ts.
import { existsSync, globSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { FEATURE_SETS } from '../src/signals/features/feature-set.ts';
import { FEATURE_NAMES, FEATURES } from '../src/signals/features/feature-table.ts';
import { refusal } from './support/empty-program.ts';

const ROOT = join(import.meta.dirname, '..');
const PAGES = ['*.md', 'deploy/*.md', 'docs/**/*.md', 'examples/*.md', 'src/**/*.md']
  .flatMap((pattern) => globSync(pattern, { cwd: ROOT }))
  .sort();

function read(path: string): string {
  return readFileSync(join(ROOT, path), 'utf8');
}

/** The names that a browser gives to the headings of a page. */
function anchorsOf(path: string): string[] {
  return [...read(path).matchAll(/^#+ (.+)$/gm)].map(([, heading = '']) =>
    heading
      .toLowerCase()
      .replaceAll(/[^\p{L}\p{N} -]/gu, '')
      .replaceAll(' ', '-'),
  );
}

/** Relative links of a page that lead nowhere. */
function brokenLinks(page: string): string[] {
  const links = [...read(page).matchAll(/\]\(([^)\s]+)\)/g)].map(([, link = '']) => link);
  return links
    .filter((link) => !/^[a-z]+:/.test(link))
    .filter((link) => {
      const [path = '', anchor] = link.split('#');
      const target = path === '' ? page : join(dirname(page), path);
      if (!existsSync(join(ROOT, target))) return true;
      return anchor !== undefined && !anchorsOf(target).includes(anchor);
    });
}

/** The words after `npx polydesk` of every command line on a page. */
function commandLines(page: string): string[][] {
  return [...read(page).matchAll(/npx polydesk ([^\n`&|]+)/g)].map(([, line = '']) =>
    [...line.matchAll(/'([^']*)'|"([^"]*)"|\S+/g)].map(([word, one, two]) => one ?? two ?? word),
  );
}

describe('every page', () => {
  test.each(PAGES)('%s has no link that leads nowhere', (page) => {
    expect(brokenLinks(page)).toEqual([]);
  });

  const lines = PAGES.flatMap((page) => commandLines(page).map((words) => ({ page, words })));

  test.each(lines)('$page: the program takes $words', async ({ words }) => {
    expect(await refusal(words)).toBeUndefined();
  });

  test('these checks find what is wrong', async () => {
    expect(lines.length).toBeGreaterThan(20);
    expect(await refusal(['backtest', 'late-favourite', '--datas', 'archive'])).toMatch(/--datas/);
    expect(await refusal(['backtest', 'x', '--queue', 'fifo'])).toMatch(/fifo/);
    expect(await refusal(['archive', 'frobnicate'])).toMatch(/frobnicate/);
    expect(await refusal(['archive', 'import', 'x'])).toMatch(/--to/);
  });
});

test('the table of features is that of the code', () => {
  const rows = FEATURE_NAMES.map((name) => {
    const { unit, least, most, from, what } = FEATURES[name];
    const sets = Object.entries(FEATURE_SETS).filter(([, { names }]) => names.includes(name));
    const cells = [`\`${name}\``, unit, `${least} to ${most}`, from.join(', ') || 'nothing', what];
    const inSets = sets.map(([set]) => set).join(', ') || 'none';
    return `| ${[...cells, inSets].join(' | ').replaceAll('|f|', '\\|f\\|')} |`;
  });
  const page = read('docs/signals.md');
  expect(rows.filter((row) => !page.includes(row))).toEqual([]);
  expect(page.match(/^\| `\w+` \|/gm)).toHaveLength(rows.length);
});
