// A small drawing of a rate. Its words are beside it, so screen readers pass it over.

import { useTheme } from '@mui/material';

const WIDTH = 84;
const HEIGHT = 20;
const POINTS = 40;

export function Sparkline({ values }: { values: number[] }) {
  const { palette } = useTheme();
  const shown = values.slice(-POINTS);
  const top = Math.max(...shown, 0.001);
  const step = WIDTH / (POINTS - 1);
  const from = POINTS - shown.length;
  const points = shown.map((value, index) => `${((from + index) * step).toFixed(1)},${(HEIGHT - 2 - (value / top) * (HEIGHT - 4)).toFixed(1)}`);
  return (
    <svg width={WIDTH} height={HEIGHT} aria-hidden style={{ display: 'block' }}>
      <line x1={0} x2={WIDTH} y1={HEIGHT - 1.5} y2={HEIGHT - 1.5} stroke={palette.divider} />
      {points.length > 1 && <polyline points={points.join(' ')} fill="none" stroke={palette.primary.main} strokeWidth={1.4} strokeLinejoin="round" />}
    </svg>
  );
}
