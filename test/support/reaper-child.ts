// Outlives the process of a test by a moment: kills those of its children that still run then. It
// is told of each that begins (+pid) and ends (-pid); that nothing more comes means the end.
import { createInterface } from 'node:readline';

const running = new Set<number>();
for await (const line of createInterface({ input: process.stdin })) {
  const pid = Number(line.slice(1));
  if (line.startsWith('+')) running.add(pid);
  else running.delete(pid);
}
for (const pid of running) {
  try {
    process.kill(pid, 'SIGKILL');
  } catch {
    // It has ended meanwhile.
  }
}
