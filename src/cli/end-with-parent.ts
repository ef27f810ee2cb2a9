/**
 * Ends this command when the program that began it is gone, however that ended: it holds the other
 * end of our stdin, which the system closes then. Only where it says so, by POLYDESK_PARENT=stdin.
 */
export function endWithParent(): void {
  if (process.env.POLYDESK_PARENT !== 'stdin') return;
  const { stdin } = process;
  const end = () => void process.kill(process.pid, 'SIGTERM');
  stdin.once('end', end).once('error', end).resume();
  // Of itself it keeps nothing going: the command ends when its work is done.
  stdin.unref();
}
