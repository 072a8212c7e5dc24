// What is printed of a patient: the wristband, labels for tubes and folders, and a summary of the chart. Which is in the address.

import { Box, MenuItem, TextField, ToggleButton, ToggleButtonGroup, Typography } from '@mui/material';
import { useQuery } from '@tanstack/react-query';
import { useParams, useSearchParams } from 'react-router';
import { t } from '@kit/i18n';
import { Pending } from '@kit/parts';
import { queries, type Patient } from '@/api/queries';
import { ageOf, nameOf, partialDate } from '@/format';
import { Ltr } from '@/parts/ltr';
import { Permitted } from '@/parts/page';
import { QrCode } from '@/parts/qr-code';
import { GENDER } from '@/words';
import { Sheet } from './sheet';
import { Summary } from './summary';

const WHAT = ['wristband', 'labels', 'summary'] as const;
type What = (typeof WHAT)[number];

export const WHAT_WORDS: Record<What, string> = { wristband: 'Wristband', labels: 'Labels', summary: 'Summary' };
/** How many labels can be asked for; 21 of 63 × 33 mm fill a page of A4. */
const COUNTS = [1, 3, 6, 12, 21];

export function PrintPatientPage() {
  return (
    <Permitted permission="patients:read">
      <PrintPatient />
    </Permitted>
  );
}

function PrintPatient() {
  const { id = '' } = useParams();
  const [search, setSearch] = useSearchParams();
  const patient = useQuery(queries.patient(id));
  const what = WHAT.find((one) => one === search.get('what')) ?? 'wristband';
  const n = COUNTS.find((one) => one === Number(search.get('n'))) ?? 6;
  const set = (part: { what?: string; n?: string }) => setSearch({ what, n: String(n), ...part }, { replace: true });
  const choices = (
    <>
      {what === 'labels' && (
        <TextField select label={t('How many')} value={n} onChange={({ target }) => set({ n: String(target.value) })} sx={{ inlineSize: 110 }}>
          {COUNTS.map((one) => (
            <MenuItem key={one} value={one}>
              {one}
            </MenuItem>
          ))}
        </TextField>
      )}
      <ToggleButtonGroup size="small" exclusive value={what} aria-label={t('What is printed')} onChange={(_, value: What | null) => value && set({ what: value })}>
        {WHAT.map((one) => (
          <ToggleButton key={one} value={one}>
            {t(WHAT_WORDS[one])}
          </ToggleButton>
        ))}
      </ToggleButtonGroup>
    </>
  );
  return (
    <Sheet title={t('Print')} isReady={Boolean(patient.data)} choices={choices}>
      {!patient.data ? (
        <Pending query={patient} />
      ) : what === 'wristband' ? (
        <Wristband patient={patient.data} />
      ) : what === 'labels' ? (
        <Box sx={{ display: 'grid', gridTemplateColumns: 'repeat(auto-fill, minmax(min(58mm, 100%), 63mm))', gap: '2mm' }}>
          {Array.from({ length: n }, (_, at) => (
            <Label key={at} patient={patient.data} isNamed={at === 0} />
          ))}
        </Box>
      ) : (
        <Summary patient={patient.data} />
      )}
    </Sheet>
  );
}

/** The number on the card, which people read out. */
function numberOf({ identifiers }: Patient): string {
  const own = identifiers.find(({ type }) => type === 'MR') ?? identifiers[0];
  return own?.value ?? '';
}

function born({ birth_date }: Patient): string {
  return birth_date ? `${partialDate(birth_date)} (${ageOf(birth_date)})` : t('Birth date unknown');
}

/** The code is the id that giving a dose asks for: whoever scans the band has scanned the patient. */
function Wristband({ patient }: { patient: Patient }) {
  return (
    <Box role="group" aria-label={t('Wristband')} sx={{ display: 'flex', alignItems: 'center', gap: '4mm', inlineSize: '150mm', maxInlineSize: '100%', minBlockSize: '25mm', border: '1px dashed', borderRadius: '3mm', px: '4mm', py: '1.5mm', breakInside: 'avoid' }}>
      <QrCode text={patient.id} label={t('QR code with the patient’s id')} inlineSize="22mm" />
      <Box sx={{ minInlineSize: 0 }}>
        <Typography component="p" sx={{ fontSize: '5mm', fontWeight: 700, lineHeight: 1.2 }}>
          <bdi>{nameOf(patient)}</bdi>
        </Typography>
        <Typography component="p" sx={{ fontSize: '3.6mm', lineHeight: 1.35 }}>
          {born(patient)} · {t(GENDER[patient.gender])}
        </Typography>
        <Typography component="p" sx={{ fontSize: '3.6mm', lineHeight: 1.35 }}>
          <Ltr sx={{ fontWeight: 700 }}>{numberOf(patient)}</Ltr>
        </Typography>
      </Box>
    </Box>
  );
}

function Label({ patient, isNamed }: { patient: Patient; isNamed: boolean }) {
  return (
    <Box aria-hidden={!isNamed} sx={{ display: 'flex', alignItems: 'center', gap: '2mm', blockSize: '33mm', border: '1px dashed', px: '2mm', overflow: 'hidden !important', breakInside: 'avoid' }}>
      <QrCode text={patient.id} label={t('QR code with the patient’s id')} inlineSize="18mm" />
      <Box sx={{ minInlineSize: 0 }}>
        <Typography component="p" sx={{ fontSize: '3.6mm', fontWeight: 700, lineHeight: 1.2, overflowWrap: 'anywhere' }}>
          <bdi>{nameOf(patient)}</bdi>
        </Typography>
        <Typography component="p" sx={{ fontSize: '3mm', lineHeight: 1.3 }}>
          {born(patient)}
        </Typography>
        <Typography component="p" sx={{ fontSize: '3mm', lineHeight: 1.3 }}>
          {t(GENDER[patient.gender])} · <Ltr sx={{ fontWeight: 700 }}>{numberOf(patient)}</Ltr>
        </Typography>
      </Box>
    </Box>
  );
}
