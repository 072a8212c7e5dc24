// The questions of a facility: its settings, a department, a ward, a bed.

import { t } from '@kit/i18n';
import { api, take, type Schemas } from '@/api/client';
import { ofVersion } from '@/api/once';
import { PLACES, type Bed, type Department, type FacilitySettings, type Ward } from '@/api/places';
import { wordsOf } from '@/parts/fields';
import { listOf, RecordDialog, some, type FieldOf } from '@/parts/record-dialog';
import { BED_KIND, WARD_GENDER, WARD_KIND } from '@/words';
import { DEPARTMENT_KIND, PLACE_STATUS } from './words';

/** As the hub takes them. */
const LONGEST = { appointment: 480, ahead: 730, notice: 720, noShow: 240, reminder: 720, reminders: 10 };

const status = (): FieldOf => ({ name: 'status', label: t('State'), as: 'choice', required: true, options: wordsOf(PLACE_STATUS) });
const code = (): FieldOf => ({ name: 'code', label: t('Code'), as: 'code', required: true, most: 32 });
const name = (): FieldOf => ({ name: 'name', label: t('Name'), required: true });

export function SettingsDialog({ settings, onClose }: { settings: FacilitySettings; onClose: () => void }) {
  const fields: FieldOf[] = [
    { name: 'minutes', label: t('An appointment lasts, in minutes'), as: 'whole', required: true, least: 5, most: LONGEST.appointment, help: t('A multiple of 5') },
    { name: 'ahead', label: t('Booked ahead, in days'), as: 'whole', required: true, least: 1, most: LONGEST.ahead },
    { name: 'notice', label: t('Late cancellation within, in hours'), as: 'whole', required: true, most: LONGEST.notice },
    { name: 'noShow', label: t('Not come after, in minutes'), as: 'whole', required: true, most: LONGEST.noShow },
    { name: 'reminders', label: t('Reminded before, in hours'), as: 'code', help: t('With commas between them'), most: 60 },
    { name: 'walkIns', label: t('Patients may come without an appointment'), as: 'yes' },
    { name: 'release', label: t('The end of a stay releases the bed'), as: 'yes' },
    { name: 'currency', label: t('Currency'), as: 'code', required: true, most: 3, help: t('Three letters of ISO 4217') },
    { name: 'language', label: t('Language'), as: 'choice', required: true, options: [['ar', t('Arabic')], ['en', t('English')]] },
  ];
  return (
    <RecordDialog
      title={t('What it decides for itself')}
      fields={fields}
      initial={{ minutes: String(settings.appointment_minutes), ahead: String(settings.booking_days_ahead), notice: String(settings.cancel_notice_hours), noShow: String(settings.no_show_minutes), reminders: (settings.reminder_hours ?? []).join(', '), walkIns: settings.walk_ins ? 'true' : '', release: settings.automatic_bed_release ? 'true' : '', currency: settings.currency ?? '', language: settings.language ?? '' }}
      wrong={({ minutes, reminders, currency }) => {
        const hours = listOf(reminders).map(Number);
        if (Number(minutes) % 5 !== 0) return t('The length of an appointment is a multiple of 5 minutes.');
        if (hours.length > LONGEST.reminders || hours.some((hour) => !Number.isInteger(hour) || hour < 1 || hour > LONGEST.reminder)) return t('Reminders are at most 10 whole numbers from 1 to 720.');
        return /^[A-Z]{3}$/.test(currency?.trim() ?? '') ? null : t('A currency has three capital letters.');
      }}
      renews={PLACES}
      done={t('The settings are saved.')}
      save={(values) => take(api.PUT('/api/v1/facilities/{id}/settings', { ...ofVersion(settings), body: { appointment_minutes: Number(values.minutes), booking_days_ahead: Number(values.ahead), cancel_notice_hours: Number(values.notice), no_show_minutes: Number(values.noShow), reminder_hours: listOf(values.reminders).map(Number), walk_ins: Boolean(values.walkIns), automatic_bed_release: Boolean(values.release), currency: some(values.currency) ?? '', language: values.language ?? '' } }))}
      onClose={onClose}
    />
  );
}

export function DepartmentDialog({ facility, department, onClose }: { facility: string; department: Department | null; onClose: () => void }) {
  const fields: FieldOf[] = [code(), name(), { name: 'kind', label: t('Kind'), as: 'choice', required: true, options: wordsOf(DEPARTMENT_KIND) }, status(), { name: 'head', label: t('Who heads it') }, { name: 'building', label: t('Building'), most: 100 }, { name: 'floor', label: t('Floor'), most: 100 }];
  return (
    <RecordDialog
      title={department ? t('Change {name}', { name: department.name }) : t('Add a department')}
      fields={fields}
      initial={{ code: department?.code ?? '', name: department?.name ?? '', kind: department?.kind ?? 'other', status: department?.status ?? 'active', head: department?.head ?? '', building: department?.building ?? '', floor: department?.floor ?? '' }}
      renews={PLACES}
      done={t('The department is on record.')}
      save={(values) => {
        const body: Schemas['DepartmentRequest'] = { code: some(values.code) ?? '', name: some(values.name) ?? '', kind: values.kind as Department['kind'], status: values.status as Schemas['PlaceStatus'], head: some(values.head), building: some(values.building), floor: some(values.floor) };
        return department ? take(api.PUT('/api/v1/departments/{id}', { ...ofVersion(department), body })) : take(api.POST('/api/v1/facilities/{id}/departments', { params: { path: { id: facility } }, body }));
      }}
      onClose={onClose}
    />
  );
}

export function WardDialog({ facility, ward, departments, onClose }: { facility: string; ward: Ward | null; departments: Department[]; onClose: () => void }) {
  const fields: FieldOf[] = [
    code(),
    name(),
    { name: 'kind', label: t('Kind'), as: 'choice', required: true, options: wordsOf(WARD_KIND) },
    { name: 'gender', label: t('Whom it takes'), as: 'choice', required: true, options: wordsOf(WARD_GENDER) },
    { name: 'department', label: t('Department'), as: 'choice', options: departments.map(({ id, name: called }) => [id, <bdi key={id}>{called}</bdi>]) },
    status(),
    { name: 'phone', label: t('Telephone of its station'), as: 'code', most: 50 },
  ];
  return (
    <RecordDialog
      title={ward ? t('Change {name}', { name: ward.name }) : t('Add a ward')}
      fields={fields}
      initial={{ code: ward?.code ?? '', name: ward?.name ?? '', kind: ward?.kind ?? 'general', gender: ward?.gender ?? 'mixed', department: ward?.department_id ?? '', status: ward?.status ?? 'active', phone: ward?.station_phone ?? '' }}
      renews={PLACES}
      done={t('The ward is on record.')}
      save={(values) => {
        const body: Schemas['WardRequest'] = { code: some(values.code) ?? '', name: some(values.name) ?? '', kind: values.kind as Ward['kind'], gender: values.gender as Schemas['WardGender'], department_id: some(values.department), status: values.status as Schemas['PlaceStatus'], station_phone: some(values.phone) };
        return ward ? take(api.PUT('/api/v1/wards/{id}', { ...ofVersion(ward), body })) : take(api.POST('/api/v1/facilities/{id}/wards', { params: { path: { id: facility } }, body }));
      }}
      onClose={onClose}
    />
  );
}

export function BedDialog({ ward, bed, onClose }: { ward: Ward; bed: Bed | null; onClose: () => void }) {
  const fields: FieldOf[] = [
    { name: 'number', label: t('Number'), as: 'code', required: true, most: 32 },
    { name: 'kind', label: t('Kind'), as: 'choice', required: true, options: wordsOf(BED_KIND) },
    { name: 'room', label: t('Room'), most: 50 },
    { name: 'oxygen', label: t('Oxygen'), as: 'yes' },
    { name: 'monitor', label: t('Monitor'), as: 'yes' },
    { name: 'ventilator', label: t('Ventilator'), as: 'yes' },
    { name: 'isolate', label: t('Can be isolated'), as: 'yes' },
  ];
  const flag = (isOn?: boolean) => (isOn ? 'true' : '');
  return (
    <RecordDialog
      title={bed ? t('Change {name}', { name: t('Bed {number}', { number: bed.number }) }) : t('Add a bed to {ward}', { ward: ward.name })}
      fields={fields}
      initial={{ number: bed?.number ?? '', kind: bed?.kind ?? 'standard', room: bed?.room ?? '', oxygen: flag(bed?.has_oxygen), monitor: flag(bed?.has_monitor), ventilator: flag(bed?.has_ventilator), isolate: flag(bed?.can_isolate) }}
      renews={PLACES}
      done={t('The bed is on record.')}
      save={(values) => {
        const body: Schemas['BedRequest'] = { number: some(values.number) ?? '', kind: values.kind as Bed['kind'], room: some(values.room), has_oxygen: Boolean(values.oxygen), has_monitor: Boolean(values.monitor), has_ventilator: Boolean(values.ventilator), can_isolate: Boolean(values.isolate) };
        return bed ? take(api.PUT('/api/v1/beds/{id}', { ...ofVersion(bed), body })) : take(api.POST('/api/v1/wards/{id}/beds', { params: { path: { id: ward.id } }, body }));
      }}
      onClose={onClose}
    />
  );
}
