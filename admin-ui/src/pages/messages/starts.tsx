// What is shown before anything was searched for: nothing is scanned until somebody asks.

import DeleteIcon from '@mui/icons-material/Close';
import { Box, Button, Chip, Stack, Typography } from '@mui/material';
import { t } from '@kit/i18n';
import { usePreferences } from '@kit/preferences';

const STARTS: [string, string][] = [
  ['Errors of the last 24 hours', 'status=error&last=24h'],
  ['What is queued now', 'status=queued'],
  ['The newest messages', 'newest='],
  ['Filtered in the last hour', 'status=filtered&last=1h'],
];

export function Starts({ onStart }: { onStart: (query: string) => void }) {
  const searches = usePreferences((preferences) => preferences.searches);
  const remove = (name: string) => usePreferences.setState({ searches: searches.filter((search) => search.name !== name) });
  return (
    <Box sx={{ p: 4, textAlign: 'center' }}>
      <Typography variant="h2" gutterBottom>
        {t('What are you looking for?')}
      </Typography>
      <Typography color="text.secondary" sx={{ mb: 2 }}>
        {t('Give conditions above, or begin with one of these. Nothing is searched until you ask.')}
      </Typography>
      <Stack direction="row" spacing={1} useFlexGap sx={{ justifyContent: 'center', flexWrap: 'wrap' }}>
        {STARTS.map(([name, query]) => (
          <Button key={query} variant="outlined" onClick={() => onStart(query)}>
            {t(name)}
          </Button>
        ))}
      </Stack>
      {searches.length > 0 && (
        <Stack direction="row" spacing={1} useFlexGap sx={{ justifyContent: 'center', flexWrap: 'wrap', mt: 2 }} aria-label={t('Kept searches')}>
          {searches.map(({ name, query }) => (
            <Chip key={name} label={name} onClick={() => onStart(query)} onDelete={() => remove(name)} deleteIcon={<DeleteIcon aria-label={t('Forget {name}', { name })} />} />
          ))}
        </Stack>
      )}
    </Box>
  );
}
