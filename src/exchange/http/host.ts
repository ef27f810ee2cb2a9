/** This machine alone: what is served here believes everybody who reaches it. */
export const HOST = '127.0.0.1';
