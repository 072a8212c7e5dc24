// Processes again, delivers again, removes: those chosen, or all that match. How many it will be is counted first.

import ResendIcon from '@mui/icons-material/ForwardToInboxOutlined';
import RemoveIcon from '@mui/icons-material/DeleteOutlined';
import ReprocessIcon from '@mui/icons-material/Replay';
import { Alert, Autocomplete, Button, LinearProgress, TextField, Tooltip, Typography } from '@mui/material';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { t } from '@kit/i18n';
import { Confirm } from '@kit/confirm';
import { explain } from '@kit/api/problem';
import { plural } from '@kit/format';
import { notify } from '@kit/notices';
import { countBulk, runBulk, type BulkVerb } from '@/api/messages';
import { queries, usePermission } from '@/api/queries';
import { filterOf, type Search } from './search';

const VERBS = {
  reprocess: { word: 'Process again', Icon: ReprocessIcon, permission: 'messages:operate', done: '{messages} processed again.', what: 'Each message runs through its channel again as it was received, with the scripts of now, under a new number.' },
  resend: { word: 'Deliver again', Icon: ResendIcon, permission: 'messages:operate', done: '{messages} queued for delivery.', what: 'What was to be sent then is sent again; no script runs. Receivers may get a message twice.' },
  remove: { word: 'Remove', Icon: RemoveIcon, permission: 'messages:remove', done: '{messages} removed.', what: 'Removed messages cannot be brought back. Those that still wait for a destination are removed too.' },
} satisfies Record<BulkVerb, unknown>;

interface Props {
  /** Without icons, where there is little room. */
  isCompact: boolean;
  ids: string[];
  search: Search;
  askedAt: number;
  hasResults: boolean;
  onDone: () => void;
}

export function BulkActions({ isCompact, ids, search, askedAt, hasResults, onDone }: Props) {
  const [asked, setAsked] = useState<BulkVerb | null>(null);
  const may = usePermission();
  return (
    <>
      {(Object.keys(VERBS) as BulkVerb[]).map((verb) => {
        const { word, Icon, permission } = VERBS[verb];
        const reason = !may(permission) ? t('Your roles do not permit this.') : !hasResults ? t('Nothing was found.') : '';
        return (
          <Tooltip key={verb} title={reason}>
            <span>
              <Button color="inherit" startIcon={isCompact ? undefined : <Icon />} disabled={reason !== ''} onClick={() => setAsked(verb)}>
                {t(word)}
              </Button>
            </span>
          </Tooltip>
        );
      })}
      {ids.length > 0 && <Typography color="text.secondary">{t('{messages} chosen', { messages: plural(ids.length, 'message') })}</Typography>}
      {asked && <BulkDialog verb={asked} ids={ids} search={search} askedAt={askedAt} onClose={() => setAsked(null)} onDone={onDone} />}
    </>
  );
}

function BulkDialog({ verb, ids, search, askedAt, onClose, onDone }: { verb: BulkVerb; ids: string[]; search: Search; askedAt: number; onClose: () => void; onDone: () => void }) {
  const { word, done, what } = VERBS[verb];
  const [destinations, setDestinations] = useState<string[]>([]);
  const [n_done, setDone] = useState(0);
  const client = useQueryClient();
  const channel = useQuery({ ...queries.channel(search.channel), enabled: search.channel !== '', refetchInterval: false });
  const of = ids.length > 0 ? { ids } : { filter: filterOf(search, askedAt) };
  const chosen = destinations.length > 0 ? { destinations } : {};
  const n = useQuery({ queryKey: ['bulk', verb, of, chosen], queryFn: () => countBulk({ verb, ...of, ...chosen }), staleTime: 0, gcTime: 0 });
  const run = useMutation({
    mutationFn: () => runBulk({ verb, ...of, ...chosen }, setDone),
    onSuccess: ({ n_done, skipped }) => {
      const left = skipped.length > 0 ? ` ${t('{messages} left out: {reason}', { messages: plural(skipped.length, 'message'), reason: skipped[0]?.reason ?? '' })}` : '';
      notify({ severity: skipped.length > 0 ? 'warning' : 'success', text: `${t(done, { messages: plural(n_done, 'message') })}${left}` });
      onDone();
      onClose();
    },
    onSettled: () => client.invalidateQueries({ queryKey: ['messages'] }),
  });
  const options = (channel.data?.connectors ?? []).filter(({ direction }) => direction === 'destination').map(({ id }) => id);
  return (
    <Confirm
      open
      title={n.data === undefined ? t(word) : `${t(word)}: ${plural(n.data, 'message')}${ids.length > 0 ? '' : `${t(', |list')}${t('all that match')}`}`}
      verb={t(word)}
      isDangerous={verb === 'remove'}
      isBusy={run.isPending}
      isDisabled={!n.data}
      onConfirm={() => run.mutate()}
      onClose={onClose}
    >
      <Typography sx={{ mb: 2 }}>{t(what)}</Typography>
      {verb !== 'remove' && options.length > 0 && (
        <Autocomplete multiple options={options} value={destinations} onChange={(_, next) => setDestinations(next)} renderInput={(input) => <TextField {...input} label={t('Destinations')} placeholder={destinations.length === 0 ? t('All') : ''} />} sx={{ mb: 2, mt: 1 }} />
      )}
      {n.isFetching && <LinearProgress aria-label={t('Counting')} />}
      {(n.error ?? run.error) && <Alert severity="error">{explain(n.error ?? run.error)}</Alert>}
      {run.isPending && n_done > 0 && <Typography role="status">{t('{messages} so far', { messages: plural(n_done, 'message') })}</Typography>}
    </Confirm>
  );
}
