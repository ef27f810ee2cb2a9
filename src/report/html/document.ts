import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { embedJson, html, Markup, NOTHING } from './markup.ts';

const require = createRequire(import.meta.url);

export type Page = {
  readonly title: string;
  readonly body: Markup;
  /** Names in page/, in order, or 'uplot' for the chart library of its package. */
  readonly styles: readonly string[];
  readonly scripts: readonly string[];
  /** What the scripts read; never executed. Undefined for a page without scripts. */
  readonly embedded: unknown;
};

/**
 * One file that opens offline. Its policy lets nothing be fetched, and only the scripts and styles
 * written here run: each is named by its hash.
 */
export function renderDocument(page: Page): string {
  const styles = page.styles.map((name) =>
    name === 'uplot' ? readText(require.resolve('uplot/dist/uPlot.min.css')) : pageFile(name),
  );
  const scripts = page.scripts.map((name) =>
    name === 'uplot' ? readText(require.resolve('uplot/dist/uPlot.iife.min.js')) : pageFile(name),
  );
  const policy =
    `default-src 'none'; base-uri 'none'; form-action 'none'; ` +
    `style-src ${styles.map(sourceHash).join(' ')}; ` +
    `script-src ${scripts.map(sourceHash).join(' ') || "'none'"}`;
  const head = html`<!doctype html>
<html lang="en">
${page.scripts.includes('uplot') ? notice() : NOTHING}
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${new Markup(policy)}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta name="referrer" content="no-referrer">
<title>${page.title}</title>
${styles.map((style) => new Markup(`<style>${style}</style>\n`))}</head>
<body>
${page.body}
${page.embedded === undefined ? NOTHING : embed(page.embedded)}${scripts.map((script, i) => {
  // The library leaves a global; our own scripts keep to themselves.
  const kind = page.scripts[i] === 'uplot' ? '' : ' type="module"';
  return new Markup(`<script${kind}>${script}</script>\n`);
})}</body>
</html>
`;
  return head.text;
}

/** The chart library's license asks to go where its text goes. */
function notice(): Markup {
  return new Markup(`<!-- uPlot:\n${readText(require.resolve('uplot/LICENSE'))}\n-->\n`);
}

function embed(value: unknown): Markup {
  return html`<script type="application/json" id="embedded">${embedJson(value)}</script>
`;
}

function sourceHash(text: string): string {
  return `'sha256-${createHash('sha256').update(text).digest('base64')}'`;
}

function pageFile(name: string): string {
  return readText(new URL(`../page/${name}`, import.meta.url));
}

function readText(path: string | URL): string {
  return readFileSync(path, 'utf8').trim();
}
