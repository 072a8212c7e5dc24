// A vital sign over time: least to most of each part as a band, the mean as a line, limits as dashed lines with their values. The table
// beside it says the same in words.

import { Box, useTheme } from '@mui/material';
import { t } from '@kit/i18n';
import type { VitalBucket, VitalParameter, VitalThreshold } from '@/api/vitals';
import { plainTime } from '@/format';
import { VITAL } from '@/words';
import { shownValue, stretches, UNIT } from './vitals';

const WIDTH = 640;
const HEIGHT = 190;
const PAD = { top: 12, bottom: 24, start: 44, end: 44 };

interface Props {
  parameter: VitalParameter;
  buckets: VitalBucket[];
  limits: VitalThreshold | null;
  from: string;
  to: string;
  seconds: number;
}

export function VitalTrend({ parameter, buckets, limits, from, to, seconds }: Props) {
  const { palette } = useTheme();
  const [begin, end] = [Date.parse(from), Date.parse(to)];
  const lines = [
    [limits?.critical_low, palette.error.main],
    [limits?.warning_low, palette.warning.main],
    [limits?.warning_high, palette.warning.main],
    [limits?.critical_high, palette.error.main],
  ].filter((line): line is [number, string] => typeof line[0] === 'number');
  const values = [...buckets.flatMap(({ min, max }) => [min, max]), ...lines.map(([value]) => value)];
  const [least, most] = [Math.min(...values), Math.max(...values)];
  const margin = (most - least || 1) * 0.08;
  const x = (at: string) => PAD.start + ((Date.parse(at) + seconds * 500 - begin) / (end - begin)) * (WIDTH - PAD.start - PAD.end);
  const y = (value: number) => HEIGHT - PAD.bottom - ((value - least + margin) / (most - least + 2 * margin)) * (HEIGHT - PAD.top - PAD.bottom);
  const last = buckets.at(-1);
  const name = t(VITAL[parameter]);
  return (
    <Box dir="ltr" tabIndex={0} role="group" aria-label={t('Trend of {name}', { name })} sx={{ overflowX: 'auto' }}>
      <svg role="img" aria-label={t('{name} over time: {n} parts, the latest {value} {unit}', { name, n: buckets.length, value: last ? shownValue(last.mean, parameter) : '–', unit: UNIT[parameter] })} viewBox={`0 0 ${WIDTH} ${HEIGHT}`} style={{ inlineSize: '100%', minInlineSize: 320, maxInlineSize: WIDTH, display: 'block' }}>
        {lines.map(([value, color]) => (
          <g key={value}>
            <line x1={PAD.start} x2={WIDTH - PAD.end} y1={y(value)} y2={y(value)} stroke={color} strokeDasharray="5 4" />
            <text x={WIDTH - PAD.end + 4} y={y(value) + 4} fontSize={11} fill={color}>
              {shownValue(value, parameter)}
            </text>
          </g>
        ))}
        {[least, most].map((value) => (
          <text key={value} x={PAD.start - 6} y={y(value) + 4} textAnchor="end" fontSize={11} fill={palette.text.secondary}>
            {shownValue(value, parameter)}
          </text>
        ))}
        {stretches(buckets, seconds).map((stretch) => (
          <g key={stretch[0]?.from}>
            <polygon points={[...stretch.map((one) => `${x(one.from)},${y(one.max)}`), ...[...stretch].reverse().map((one) => `${x(one.from)},${y(one.min)}`)].join(' ')} fill={palette.primary.main} opacity={0.18} />
            <polyline points={stretch.map((one) => `${x(one.from)},${y(one.mean)}`).join(' ')} fill="none" stroke={palette.primary.main} strokeWidth={2} />
            {stretch.length === 1 && stretch[0] && <circle cx={x(stretch[0].from)} cy={y(stretch[0].mean)} r={3} fill={palette.primary.main} />}
          </g>
        ))}
        <text x={PAD.start} y={HEIGHT - 6} fontSize={11} fill={palette.text.secondary}>
          {plainTime(from)}
        </text>
        <text x={WIDTH - PAD.end} y={HEIGHT - 6} fontSize={11} textAnchor="end" fill={palette.text.secondary}>
          {plainTime(to)}
        </text>
      </svg>
    </Box>
  );
}
