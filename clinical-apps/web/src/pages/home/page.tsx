// What a role begins the day with: numbers, each the way to its list, and what is done most often.

import { Box, Button, Card, CardActionArea, Skeleton, Stack, Typography } from '@mui/material';
import { useQuery } from '@tanstack/react-query';
import { Link } from 'react-router';
import { t } from '@kit/i18n';
import { count as shown } from '@kit/format';
import { appointments, type AppointmentStatus } from '@/api/appointments';
import { billing } from '@/api/billing';
import { inventory } from '@/api/inventory';
import { laboratory, TO_EXAMINE, TO_RECEIVE } from '@/api/laboratory';
import { places } from '@/api/places';
import { LIST_INTERVAL, queries, usePermission, type Listed } from '@/api/queries';
import { record } from '@/api/record';
import { vitals } from '@/api/vitals';
import { Page, Section } from '@/parts/page';
import { boundsOf, today } from '@/zone';
import { ROLE } from '@/words';
import { startOfToday } from '../audit/filter';
import { patientsInUse, useInUse } from '../doses/in-use';
import { cardsOf, type Card as CardOf, type Count, type LabList } from './cards';

export function HomePage() {
  const me = useQuery(queries.me());
  const may = usePermission();
  const roles = me.data?.roles ?? [];
  const cards = cardsOf(roles, may);
  return (
    <Page title={t('Home')} detail={roles.map((role) => t(ROLE[role] ?? role)).join(', ')}>
      <Box component="ul" aria-label={t('At a glance')} sx={{ m: 0, p: 0, listStyle: 'none', display: 'grid', gap: 1.5, gridTemplateColumns: { xs: 'repeat(2, minmax(0, 1fr))', sm: 'repeat(auto-fill, minmax(190px, 1fr))' } }}>
        {cards.map((card) => (
          <li key={card.id}>
            <NumberCard card={card} />
          </li>
        ))}
      </Box>
      <Section title={t('What to do')}>
        <Stack direction="row" sx={{ flexWrap: 'wrap', gap: 1 }}>
          {may('patients:read') && <Action to="/patients">{t('Find a patient')}</Action>}
          {may('patients:write') && <Action to="/patients/new">{t('Register a patient')}</Action>}
          {may('appointments:read') && <Action to="/appointments">{t('Open the calendar')}</Action>}
          {may('appointments:write') && <Action to="/appointments/today">{t('Check patients in')}</Action>}
          {may('beds:read') && <Action to="/beds">{t('Open the bed board')}</Action>}
          {may('vitals:read') && <Action to="/alarms">{t('Look at the alarms')}</Action>}
          {may('prescriptions:verify') && <Action to="/pharmacy">{t('Open the pharmacy queue')}</Action>}
          {may('administrations:write') && <Action to="/doses">{t('Give doses')}</Action>}
          {may('lab-orders:read') && <Action to="/laboratory">{t('Open the laboratory’s worklists')}</Action>}
          {may('lab-results:read') && <Action to="/lab">{t('Look up results')}</Action>}
          {may('billing:read') && <Action to="/billing/charges">{t('Invoice charges')}</Action>}
          {may('audit:read') && <Action to="/audit">{t('Look into the access log')}</Action>}
          <Action to="/account">{t('My account')}</Action>
        </Stack>
      </Section>
    </Page>
  );
}

function Action({ to, children }: { to: string; children: string }) {
  return (
    <Button component={Link} to={to} variant="outlined">
      {children}
    </Button>
  );
}

function NumberCard({ card }: { card: CardOf }) {
  const number = useCount(card.count);
  const isOther = card.to.startsWith('/admin');
  return (
    <Card sx={{ blockSize: '100%' }}>
      <CardActionArea {...(isOther ? { component: 'a', href: card.to } : { component: Link, to: card.to })} sx={{ p: 1.5, blockSize: '100%', display: 'block' }}>
        <Typography sx={{ color: 'text.secondary', fontWeight: 550 }}>{t(card.title)}</Typography>
        <Typography component="p" sx={{ fontSize: 30, fontWeight: 650, lineHeight: 1.25 }}>
          {number ?? <Skeleton width={48} />}
        </Typography>
        <Typography sx={{ color: 'text.secondary', fontSize: 12.5 }}>{t(card.help)}</Typography>
      </CardActionArea>
    </Card>
  );
}

/** `200+` where the hub says that there are more than it gave. */
function told(list: Listed<unknown> | undefined): string | null {
  return list ? `${shown(list.items.length)}${list.hasMore ? '+' : ''}` : null;
}

/** The number as text; `null` until it is known. A number that cannot be had is a dash, not a nought. */
function useCount(of: Count): string | null {
  const is = (kind: Count['kind']) => of.kind === kind;
  const prescriptions = useQuery({ ...queries.prescriptions(of.kind === 'prescriptions' ? of.status : undefined), enabled: is('prescriptions') });
  const inUse = useInUse(is('in-use'));
  const alerts = useQuery({ ...queries.alerts('active'), enabled: is('alerts') });
  const patients = useQuery({ ...queries.patients({ name: '' }), enabled: is('patients') });
  const highAlert = useQuery({ ...queries.highAlert(), enabled: is('high-alert') });
  const users = useQuery({ ...queries.users(), enabled: is('users') });
  const refused = useQuery({ ...queries.audit({ outcome: 'refused', from: startOfToday() }), enabled: is('refused') });
  const ofToday = useToday(of.kind === 'appointments' ? of.which : null);
  const alarms = useQuery({ ...vitals.alarms({ state: 'active' }), enabled: is('alarms'), refetchInterval: LIST_INTERVAL });
  const lab = useLaboratory(of.kind === 'laboratory' ? of.list : null);
  const charges = useQuery({ ...billing.charges({ status: of.kind === 'charges' ? of.status : undefined }), enabled: is('charges') });
  const overdue = useQuery({ ...billing.invoices({ overdue: true }), enabled: is('overdue') });
  const claims = useQuery({ ...billing.claims({ status: 'submitted' }), enabled: is('claims') });
  const refunds = useQuery({ ...billing.refunds({ status: 'pending' }), enabled: is('refunds') });
  const stockAlerts = useQuery({ ...inventory.alerts({ status: 'open' }), enabled: is('stock-alerts') });
  const records = useRecords(of.kind === 'record' ? of.list : null);
  const list = { record: records, 'stock-alerts': stockAlerts, charges, overdue, claims, refunds, alarms, laboratory: lab, appointments: ofToday, prescriptions, alerts, patients, users, refused, 'high-alert': highAlert, 'in-use': inUse }[of.kind];
  if (list.error) return '–';
  if (of.kind === 'in-use') return inUse.data ? told({ items: patientsInUse(inUse.data.items), hasMore: inUse.data.hasMore }) : null;
  if (of.kind === 'high-alert') return highAlert.data ? shown(highAlert.data.length) : null;
  return told(list.data as Listed<unknown> | undefined);
}

/** The worklists of the laboratory, of all facilities. */
function useLaboratory(list: LabList | null) {
  const every = { refetchInterval: LIST_INTERVAL };
  const collect = useQuery({ ...laboratory.toCollect(), ...every, enabled: list === 'collect' });
  const receive = useQuery({ ...laboratory.specimensIn(TO_RECEIVE), ...every, enabled: list === 'receive' });
  const examine = useQuery({ ...laboratory.specimensIn(TO_EXAMINE), ...every, enabled: list === 'examine' });
  const verify = useQuery({ ...laboratory.toVerify(), ...every, enabled: list === 'verify' });
  const critical = useQuery({ ...laboratory.critical({ status: 'open' }), ...every, enabled: list === 'critical' });
  return { collect, receive, examine, verify, critical }[list ?? 'collect'];
}

/** The worklists of records. */
function useRecords(list: 'to-cosign' | 'unsigned' | 'attention' | null): { data?: Listed<unknown>; error: unknown } {
  const toCosign = useQuery({ ...record.toCosign(), enabled: list === 'to-cosign' });
  const unsigned = useQuery({ ...record.unsigned(), enabled: list === 'unsigned' });
  const attention = useQuery({ ...record.attention(), enabled: list === 'attention' });
  return { 'to-cosign': toCosign, unsigned, attention }[list ?? 'unsigned'];
}

const WHICH: Record<'expected' | 'here' | 'cancelled', AppointmentStatus[]> = { expected: ['scheduled', 'confirmed'], here: ['checked-in'], cancelled: ['cancelled', 'no-show'] };

/** Appointments of today in the first facility, which is the one that the queue opens with. */
function useToday(which: keyof typeof WHICH | null): { data?: Listed<unknown>; error: unknown } {
  const facilities = useQuery({ ...places.facilities(), enabled: which !== null });
  const facility = facilities.data?.items.find(({ status }) => status === 'active');
  const zone = facility?.time_zone ?? 'UTC';
  const { from, until } = boundsOf(today(zone), today(zone), zone);
  const all = useQuery({ ...appointments.between(facility?.id ?? '', from, until), enabled: facility !== undefined });
  if (which !== null && facilities.data && !facility) return { data: { items: [], hasMore: false }, error: null };
  const items = which === null ? [] : all.data?.items.filter(({ status }) => WHICH[which].includes(status));
  return { data: all.data && items ? { items, hasMore: all.data.hasMore } : undefined, error: facilities.error ?? all.error };
}
