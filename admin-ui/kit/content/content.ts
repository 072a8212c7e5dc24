/** A content as the hub gives it: text, or base64 where it is no UTF-8. */
export type Content = { text: string } | { base64: string };

export function bytesOf(content: Content): Uint8Array<ArrayBuffer> {
  if ('text' in content) return new TextEncoder().encode(content.text);
  return Uint8Array.from(atob(content.base64), (char) => char.charCodeAt(0));
}
