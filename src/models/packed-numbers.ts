/** Little-endian 32-bit floats in base64: bit by bit the same on every machine. */
export function packed(values: Float32Array): string {
  const view = new DataView(new ArrayBuffer(values.length * 4));
  for (const [i, value] of values.entries()) view.setFloat32(i * 4, value, true);
  return btoa(String.fromCharCode(...new Uint8Array(view.buffer)));
}

/** Undefined when it is not so many numbers. */
export function unpacked(text: string, count: number): Float32Array | undefined {
  if (!/^[A-Za-z0-9+/]*=*$/.test(text) || text.length !== 4 * Math.ceil((count * 4) / 3)) {
    return undefined;
  }
  const bytes = Uint8Array.from(atob(text), (character) => character.charCodeAt(0));
  if (bytes.length !== count * 4) return undefined;
  const view = new DataView(bytes.buffer);
  return Float32Array.from({ length: count }, (_, i) => view.getFloat32(i * 4, true));
}
