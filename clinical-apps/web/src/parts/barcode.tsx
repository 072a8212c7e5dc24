// A text as a Code 128 barcode (ISO/IEC 15417), drawn in the page; nothing is asked of anybody for it.

import JsBarcode from 'jsbarcode';
import { useMemo } from 'react';

/** Scanners need an empty space of ten modules on either side. */
const QUIET = 10;
const HEIGHT = 40;

interface Encoded {
  encodings?: { data: string }[];
}

/** Dark and light modules, `1` and `0`. */
export function modulesOf(text: string): string {
  const encoded: Encoded = {};
  JsBarcode(encoded, text, { format: 'CODE128' });
  return (encoded.encodings ?? []).map(({ data }) => data).join('');
}

/** Dark on light in any theme: scanners want it so. */
export function Barcode({ text, label, inlineSize = '46mm', blockSize = '12mm' }: { text: string; label: string; inlineSize?: string; blockSize?: string }) {
  const modules = useMemo(() => modulesOf(text), [text]);
  const width = modules.length + 2 * QUIET;
  const path = [...modules.matchAll(/1+/g)].map(({ 0: bar, index }) => `M${index + QUIET} 0h${bar.length}v${HEIGHT}h-${bar.length}z`).join('');
  return (
    <svg role="img" aria-label={label} viewBox={`0 0 ${width} ${HEIGHT}`} preserveAspectRatio="none" style={{ inlineSize, blockSize, maxInlineSize: '100%', display: 'block' }} shapeRendering="crispEdges">
      <rect width={width} height={HEIGHT} fill="#ffffff" />
      <path d={path} fill="#000000" />
    </svg>
  );
}
