// A setting's explanation: as written beside the setting in the hub, with its code in code letters.

export function Help({ text }: { text: string }) {
  return text.split(/(`[^`]+`)/).map((part, index) => (part.startsWith('`') ? <code key={index}>{part.slice(1, -1)}</code> : part));
}
