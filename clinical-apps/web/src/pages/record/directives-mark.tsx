// The directives that count today, in the banner of the chart: whoever opens it sees what is not to be done before anything else.

import StopIcon from '@mui/icons-material/FrontHandOutlined';
import { Link as Anchor, Skeleton } from '@mui/material';
import { useQuery } from '@tanstack/react-query';
import { Link } from 'react-router';
import { t } from '@kit/i18n';
import type { Schemas } from '@/api/client';
import { places } from '@/api/places';
import { record } from '@/api/record';
import { usePermission } from '@/api/queries';
import { Tag } from '@/parts/tag';
import { today } from '@/zone';
import { todayHere } from './places';
import { DIRECTIVE_KIND } from './words';

type Directive = Schemas['AdvanceDirective'];

/** What limits treatment is said first, and strongly. */
const LIMITS: Directive['kind'][] = ['do-not-resuscitate', 'do-not-intubate'];

/** Whether it counts on a day. */
export function countsOn({ status, entered_in_error, valid_from, valid_until }: Directive, day: string): boolean {
  return status === 'active' && !entered_in_error && valid_from <= day && (!valid_until || day <= valid_until);
}

export function DirectivesMark({ patient }: { patient: string }) {
  const may = usePermission()('facilities:read');
  const query = useQuery(record.activeDirectives(patient));
  const isAny = (query.data?.items ?? []).length > 0;
  const facilities = useQuery({ ...places.facilities(), enabled: may && isAny });
  if (query.error) return <Tag tone="error">{t('Directives could not be asked for')}</Tag>;
  if (!query.data) return <Skeleton width={110} />;
  const zones = new Map(facilities.data?.items.map(({ id, time_zone }) => [id, time_zone]));
  const counting = query.data.items.filter((one) => {
    const zone = zones.get(one.facility_id);
    return countsOn(one, zone ? today(zone) : todayHere());
  });
  const kinds = [...new Set(counting.map(({ kind }) => kind))];
  const limits = LIMITS.filter((kind) => kinds.includes(kind));
  const others = kinds.filter((kind) => !LIMITS.includes(kind));
  const link = `/patients/${patient}/record/wishes`;
  return (
    <>
      {limits.map((kind) => (
        <Anchor key={kind} component={Link} to={link} underline="none"><Tag tone="error" isStrong Icon={StopIcon}>{t(DIRECTIVE_KIND[kind])}</Tag></Anchor>
      ))}
      {others.length > 0 && <Anchor component={Link} to={link} underline="none"><Tag tone="info">{t('Directives:')} {others.map((kind) => t(DIRECTIVE_KIND[kind])).join(', ')}</Tag></Anchor>}
    </>
  );
}
