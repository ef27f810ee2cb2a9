/** Why something came to nothing, and what to do next. */
export type Failure = { readonly what: string; readonly next: string };

const ERROR = /^error: /;
/** What a remedy of the command line says that has another name on a page. */
const OF_PAGES: readonly (readonly [RegExp, string])[] = [
  [/Run "polydesk strategies" to see/g, 'The page of strategies shows'],
  [/`polydesk archive info`/g, 'what the page of recordings shows'],
  [/Name a file of <archive>.*/g, 'Choose one of the runs that the form offers.'],
  [/--complete-only/g, '“complete ones only”'],
  [/--(market|asset|dataset|from|to|latencies|latency|category)\b/g, '“$1”'],
  [/--over\b/g, 'several values of a parameter'],
  [/--set\b/g, 'the parameters'],
];

/**
 * The command says what is wrong and what to do, in lines of their own, after whatever it told
 * before; what it calls an option is a field here.
 */
export function failureOf(message: string): Failure {
  const lines = message.split('\n').filter((line) => line.trim() !== '');
  const from = lines.findLastIndex((line) => ERROR.test(line));
  const [what = 'it came to nothing', ...next] = from === -1 ? lines.slice(-2) : lines.slice(from);
  return {
    what: sentence(onPages(what.replace(ERROR, ''))),
    next: next.length === 0 ? 'Change it and ask again.' : onPages(next.join(' ')),
  };
}

function onPages(text: string): string {
  return OF_PAGES.reduce((said, [option, name]) => said.replace(option, name), text);
}

function sentence(text: string): string {
  const begun = text.charAt(0).toUpperCase() + text.slice(1);
  return /[.!?]$/.test(begun) ? begun : `${begun}.`;
}
