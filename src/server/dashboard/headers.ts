/** With every answer. `host` is one of this machine's own names, checked before. */
export function safeHeaders(host: string): Readonly<Record<string, string>> {
  return { ...SAFE_HEADERS, 'content-security-policy': contentPolicy(host) };
}

/** Nothing but this server's own files, no frames, no inline code. */
function contentPolicy(host: string): string {
  return [
    "default-src 'none'",
    "script-src 'self'",
    "style-src 'self'",
    "img-src 'self'",
    "font-src 'self'",
    // Not every browser takes a socket of the same origin for 'self'.
    `connect-src 'self' ws://${host}`,
    "manifest-src 'self'",
    "base-uri 'none'",
    "form-action 'self'",
    "frame-ancestors 'none'",
  ].join('; ');
}

const SAFE_HEADERS: Readonly<Record<string, string>> = {
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'no-referrer',
  'x-frame-options': 'DENY',
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-resource-policy': 'same-origin',
  'permissions-policy': 'camera=(), geolocation=(), microphone=()',
};

/** With every answer of the API: what it says stays in no cache. */
export const NO_STORE = { 'cache-control': 'no-store' } as const;
