// A field for a barcode scanner, which types fast and ends with Enter. What it read opens the specimen.

import ScanIcon from '@mui/icons-material/QrCodeScannerOutlined';
import { Alert, Box, Button, InputAdornment, TextField } from '@mui/material';
import { useQueryClient } from '@tanstack/react-query';
import { useRef, useState, type FormEvent } from 'react';
import { useNavigate } from 'react-router';
import { explain } from '@kit/api/problem';
import { t } from '@kit/i18n';
import { laboratory } from '@/api/laboratory';

export function ScanSpecimen() {
  const client = useQueryClient();
  const navigate = useNavigate();
  const [code, setCode] = useState('');
  const [problem, setProblem] = useState('');
  const [isBusy, setBusy] = useState(false);
  const field = useRef<HTMLInputElement>(null);
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    const barcode = code.trim();
    if (barcode === '' || isBusy) return;
    setBusy(true);
    setProblem('');
    try {
      const [specimen] = (await client.fetchQuery(laboratory.byBarcode(barcode))).items;
      if (specimen) return void navigate(`/laboratory/specimens/${specimen.id}`);
      setProblem(t('No specimen has the label {barcode}. Scan it again, or look for its order.', { barcode }));
    } catch (error) {
      setProblem(explain(error));
    } finally {
      setBusy(false);
    }
    // The next scan takes the place of the one that was not found.
    setCode('');
    field.current?.focus();
  };
  return (
    <Box component="form" role="search" aria-label={t('Specimen by its label')} onSubmit={(event) => void submit(event)} sx={{ display: 'flex', flexWrap: 'wrap', gap: 1, alignItems: 'center' }}>
      <TextField label={t('Scan a label')} value={code} onChange={({ target }) => setCode(target.value)} inputRef={field} autoFocus slotProps={{ htmlInput: { dir: 'ltr', autoComplete: 'off', spellCheck: false }, input: { startAdornment: <InputAdornment position="start"><ScanIcon fontSize="small" /></InputAdornment> } }} sx={{ inlineSize: 280, maxInlineSize: '100%' }} />
      <Button type="submit" variant="outlined" loading={isBusy}>
        {t('Open the specimen')}
      </Button>
      {problem && (
        <Alert severity="error" role="alert" sx={{ flexBasis: '100%' }}>
          {problem}
        </Alert>
      )}
    </Box>
  );
}
