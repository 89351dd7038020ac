// Bytes as Base64, in which they go to the core and into data addresses.

/** As many as a call takes as arguments without complaint. */
const PIECE = 32_768;

export function base64Of(bytes: Uint8Array): string {
  let text = "";
  for (let at = 0; at < bytes.length; at += PIECE) {
    text += String.fromCharCode(...bytes.subarray(at, at + PIECE));
  }
  return btoa(text);
}

export function fromBase64(text: string): Uint8Array<ArrayBuffer> {
  return Uint8Array.from(atob(text), (sign) => sign.charCodeAt(0));
}

export function bytesOf(text: string): Uint8Array {
  return new TextEncoder().encode(text);
}
