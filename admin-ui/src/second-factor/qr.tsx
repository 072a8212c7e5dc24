// A QR code, drawn in this page: what is in it goes nowhere. Dark on light in every theme, since cameras read it.

import { Box } from '@mui/material';
import { encode } from 'uqr';

/** Empty modules around the code (ISO/IEC 18004). */
const QUIET = 4;

export function Qr({ text, label }: { text: string; label: string }) {
  const { size, data } = encode(text, { ecc: 'M', border: 0 });
  const side = size + 2 * QUIET;
  return (
    <Box component="svg" role="img" aria-label={label} viewBox={`0 0 ${side} ${side}`} shapeRendering="crispEdges" sx={{ inlineSize: 196, blockSize: 196, flexShrink: 0, bgcolor: '#fff', borderRadius: 1 }}>
      <path d={pathOf(data)} fill="#000" transform={`translate(${QUIET} ${QUIET})`} />
    </Box>
  );
}

/** A run of dark modules becomes one rectangle. */
export function pathOf(rows: boolean[][]): string {
  const parts: string[] = [];
  rows.forEach((row, y) => {
    for (let x = 0; x < row.length; x += 1) {
      if (!row[x]) continue;
      const begin = x;
      while (row[x + 1]) x += 1;
      parts.push(`M${begin} ${y}h${x - begin + 1}v1h${begin - x - 1}z`);
    }
  });
  return parts.join('');
}
