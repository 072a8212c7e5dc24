// A text as a QR code, drawn in the page; nothing is asked of anybody for it.

import { useMemo } from 'react';
import { encode } from 'uqr';

/** Dark on light in any theme: scanners want it so. */
export function QrCode({ text, label, inlineSize = 196 }: { text: string; label: string; inlineSize?: number | string }) {
  const { size, path } = useMemo(() => squares(text), [text]);
  return (
    <svg role="img" aria-label={label} viewBox={`0 0 ${size} ${size}`} style={{ inlineSize, blockSize: inlineSize, flexShrink: 0 }} shapeRendering="crispEdges">
      <rect width={size} height={size} fill="#ffffff" />
      <path d={path} fill="#000000" />
    </svg>
  );
}

function squares(text: string): { size: number; path: string } {
  const { data, size } = encode(text, { ecc: 'M', border: 4 });
  const path = data.flatMap((row, y) => row.flatMap((isDark, x) => (isDark ? [`M${x} ${y}h1v1h-1z`] : []))).join('');
  return { size, path };
}
