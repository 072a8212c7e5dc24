// A test's values over time, with the range as a band. The table beside it says the same in words.

import { Box, useTheme } from '@mui/material';
import { t } from '@kit/i18n';
import type { LabResult } from '@/api/queries';
import { plainTime, valueOf } from '@/format';
import { isAbnormal, numberOf, rangeOf, signOf, timeOf } from './results';

const WIDTH = 560;
const HEIGHT = 180;
const PAD = { top: 14, bottom: 24, start: 48, end: 16 };

export function Trend({ name, results }: { name: string; results: LabResult[] }) {
  const { palette } = useTheme();
  const points = results.flatMap((result) => {
    const y = numberOf(result);
    return y === null ? [] : [{ x: Date.parse(timeOf(result)), y, result }];
  });
  points.sort((one, other) => one.x - other.x);
  const [first, last] = [points[0], points.at(-1)];
  if (!first || !last || points.length < 2) return <Box sx={{ color: 'text.secondary' }}>{t('A trend needs two numbers at least.')}</Box>;
  const range = rangeOf(last.result.reference_range);
  const values = [...points.map(({ y }) => y), ...[range?.low, range?.high].filter((edge) => typeof edge === 'number')];
  const [min, max] = [Math.min(...values), Math.max(...values)];
  const margin = (max - min || Math.abs(max) || 1) * 0.1;
  const x = (at: number) => PAD.start + ((at - first.x) / (last.x - first.x || 1)) * (WIDTH - PAD.start - PAD.end);
  const y = (value: number) => HEIGHT - PAD.bottom - ((value - min + margin) / (max - min + 2 * margin)) * (HEIGHT - PAD.top - PAD.bottom);
  const top = range?.high === null || range?.high === undefined ? PAD.top : y(range.high);
  const bottom = range?.low === null || range?.low === undefined ? HEIGHT - PAD.bottom : y(range.low);
  const unit = last.result.unit ?? '';
  return (
    <Box dir="ltr" sx={{ overflowX: 'auto' }}>
      <svg role="img" aria-label={t('{name} over time: {n} values, the latest {value} {unit}', { name, n: points.length, value: valueOf(last.result.value), unit })} viewBox={`0 0 ${WIDTH} ${HEIGHT}`} style={{ inlineSize: '100%', minInlineSize: 300, maxInlineSize: WIDTH, display: 'block' }}>
        {range && <rect x={PAD.start} y={top} width={WIDTH - PAD.start - PAD.end} height={Math.max(0, bottom - top)} fill={palette.success.main} opacity={0.14} />}
        {[min, max].map((value) => (
          <text key={value} x={PAD.start - 6} y={y(value) + 4} textAnchor="end" fontSize={12} fill={palette.text.secondary}>
            {Number(value.toPrecision(4))}
          </text>
        ))}
        <polyline points={points.map((point) => `${x(point.x)},${y(point.y)}`).join(' ')} fill="none" stroke={palette.primary.main} strokeWidth={2} />
        {points.map((point) => (
          <g key={point.result.id} fill={isAbnormal(point.result) ? palette.error.main : palette.primary.main}>
            <circle cx={x(point.x)} cy={y(point.y)} r={4}>
              <title>{`${plainTime(timeOf(point.result))}: ${valueOf(point.result.value)} ${unit}`}</title>
            </circle>
            {isAbnormal(point.result) && (
              <text x={Math.min(x(point.x), WIDTH - PAD.end - 8)} y={y(point.y) - 8} textAnchor="middle" fontSize={12}>
                {signOf(point.result)}
              </text>
            )}
          </g>
        ))}
        <text x={PAD.start} y={HEIGHT - 6} fontSize={12} fill={palette.text.secondary}>
          {plainTime(timeOf(first.result))}
        </text>
        <text x={WIDTH - PAD.end} y={HEIGHT - 6} fontSize={12} textAnchor="end" fill={palette.text.secondary}>
          {plainTime(timeOf(last.result))}
        </text>
      </svg>
    </Box>
  );
}
