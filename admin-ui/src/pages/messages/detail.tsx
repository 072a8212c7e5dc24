export function MessageDetail() { return null; }
