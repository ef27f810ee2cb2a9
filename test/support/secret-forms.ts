// Every way in which a secret may stand in what a program says, and where it does.

/** A secret text as it is, or packed as programs pack texts and bytes. */
export function formsOf(secret: string, bytes: Buffer = Buffer.from(secret)): readonly string[] {
  const hex = bytes.toString('hex');
  const json = JSON.stringify(secret).slice(1, -1);
  const ascii = json.replace(/[^ -~]/g, (one) => {
    return `\\u${one.charCodeAt(0).toString(16).padStart(4, '0')}`;
  });
  const forms = [
    secret,
    secret.toUpperCase(),
    json,
    JSON.stringify(json).slice(1, -1),
    ascii,
    encodeURIComponent(secret),
    encodeURI(secret),
    new URLSearchParams({ _: secret }).toString().slice(2),
    hex,
    hex.toUpperCase(),
    Buffer.from(secret).toString('hex'),
    // Bytes as JSON, and as Node prints them.
    [...bytes].join(','),
    hex.match(/../g)?.join(' ') ?? hex,
    ...inBase64(bytes),
    ...inBase64(Buffer.from(secret)),
  ];
  return [...new Set(forms)];
}

/** Inside a longer text base64 looks another way, by where it begins: three ways, ends cut off. */
function inBase64(bytes: Buffer): readonly string[] {
  return [0, 1, 2].flatMap((before) => {
    const packed = Buffer.concat([Buffer.alloc(before), bytes]).toString('base64');
    const sure = packed.slice(
      Math.ceil((before * 8) / 6),
      Math.floor(((before + bytes.length) * 8) / 6),
    );
    return [sure, sure.replaceAll('+', '-').replaceAll('/', '_')];
  });
}

/** Names of the secrets that a text holds in any form, with the form. */
export function found(
  text: string,
  secrets: Readonly<Record<string, readonly string[]>>,
): readonly string[] {
  return Object.entries(secrets).flatMap(([name, forms]) =>
    forms.filter((form) => text.includes(form)).map((form) => `${name} as ${form.slice(0, 12)}…`),
  );
}
