// Which facility a page is about: in the address, else the first one that is in use.

import { MenuItem, Paper, TextField } from '@mui/material';
import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { useSearchParams } from 'react-router';
import { t } from '@kit/i18n';
import { Empty, Pending } from '@kit/parts';
import { places, type Facility } from '@/api/places';
import { useRooms } from '@/live/live';

/** Shows a page of a facility, or why there is none. */
export function OfFacility({ children }: { children: (facility: Facility, choice: ReactNode) => ReactNode }) {
  const facilities = useQuery(places.facilities());
  const [search] = useSearchParams();
  const inUse = (facilities.data?.items ?? []).filter(({ status }) => status === 'active');
  const facility = inUse.find(({ id }) => id === search.get('facility')) ?? inUse[0];
  // Appointments are told by the facility's code, beds by its id.
  useRooms(facility ? [`facility:${facility.code}`, `facility:${facility.id}`] : []);
  if (!facilities.data) return <Paper><Pending query={facilities} /></Paper>;
  if (!facility) return <Paper><Empty title={t('There is no facility yet')}>{t('Whoever manages the hub enters facilities, wards and staff first.')}</Empty></Paper>;
  return children(facility, <FacilityChoice facilities={inUse} facility={facility} />);
}

function FacilityChoice({ facilities, facility }: { facilities: Facility[]; facility: Facility }) {
  const [, setSearch] = useSearchParams();
  if (facilities.length < 2) return null;
  return (
    <TextField
      select
      label={t('Facility')}
      value={facility.id}
      onChange={({ target }) =>
        setSearch(
          (was) => {
            // Wards, rooms and providers are those of one facility.
            const next = new URLSearchParams(was);
            for (const name of ['ward', 'provider', 'room']) next.delete(name);
            next.set('facility', target.value);
            return next;
          },
          { replace: true },
        )
      }
      sx={{ minInlineSize: 160 }}
    >
      {facilities.map(({ id, name }) => (
        <MenuItem key={id} value={id}>
          <bdi>{name}</bdi>
        </MenuItem>
      ))}
    </TextField>
  );
}
