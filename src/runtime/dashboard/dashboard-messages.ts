/** What the thread is to serve. */
export type DashboardChoice = {
  /** Of the desk in this process. */
  readonly root: string;
  readonly config: string | undefined;
  readonly port: number;
  /** So many ports after it are tried. */
  readonly others: number;
  /** The hash of the access token; undefined: that which holds already at the port. */
  readonly access: string | undefined;
};

/** What the thread tells. */
export type DashboardMessage =
  | { readonly kind: 'listening'; readonly port: number }
  | { readonly kind: 'refused'; readonly code: string; readonly message: string }
  | { readonly kind: 'news'; readonly text: string };
