/** The venue's API key. Never logged, never part of an error. */
export type Credentials = {
  readonly apiKey: string;
  readonly secret: string;
  readonly passphrase: string;
};
