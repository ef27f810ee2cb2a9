/** What one look found. Every finding that is not ok says what to do. */
export type Finding = {
  readonly name: string;
  readonly status: 'ok' | 'warn' | 'fail';
  /** Decides the exit code of a failure. */
  readonly about: 'machine' | 'configuration' | 'data' | 'network';
  readonly text: string;
  readonly remedy?: string;
};
