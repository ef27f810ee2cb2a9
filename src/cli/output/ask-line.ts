import { createInterface } from 'node:readline';

/** Asks for a line, shown as it is typed; undefined when nobody is there to type one. */
export async function askLine(question: string): Promise<string | undefined> {
  const lines = createInterface({ input: process.stdin, output: process.stderr });
  process.stderr.write(`${question}\n> `);
  try {
    return await new Promise<string | undefined>((resolve) => {
      lines.once('line', resolve);
      lines.once('close', () => resolve(undefined));
    });
  } finally {
    lines.close();
  }
}
