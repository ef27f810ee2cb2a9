/** Flags that are the same for every market and every event here, in the venue's words. */
export const SAME_FOR_ALL = {
  active: true,
  archived: false,
  new: false,
  featured: false,
  restricted: false,
  enableOrderBook: true,
  automaticallyActive: true,
  cyom: false,
  pendingDeployment: false,
  deploying: false,
  requiresTranslation: false,
  // No pictures here; strict clients demand the texts.
  image: '',
  icon: '',
} as const;
