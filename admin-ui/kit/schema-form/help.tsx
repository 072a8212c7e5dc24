// A setting's explanation: as written beside the setting in the hub, with its code in code letters.

export function Help({ text }: { text: string }) {
  return <bdi>{text.split(/(`[^`]+`)/).map((part, index) => (part.startsWith('`') ? <code key={index} dir="ltr">{part.slice(1, -1)}</code> : part))}</bdi>;
}
