// The beds of a facility as numbers, and what can be done with a bed in each of its states.

import type { Bed, BedStatus, Ward } from '@/api/places';

export type BedStep = 'assign' | 'transfer' | 'release' | 'reserve' | 'lift' | 'cleaned' | 'to-clean' | 'close' | 'reopen';

const STEPS: Record<BedStatus, BedStep[]> = {
  available: ['assign', 'reserve', 'to-clean', 'close'],
  reserved: ['assign', 'lift'],
  occupied: ['transfer', 'release'],
  cleaning: ['cleaned', 'close'],
  maintenance: ['reopen', 'to-clean'],
  blocked: ['reopen', 'to-clean'],
  'out-of-service': ['reopen', 'to-clean'],
};
export const CLOSED: BedStatus[] = ['maintenance', 'blocked', 'out-of-service'];
const ALL: BedStatus[] = ['available', 'reserved', 'occupied', 'cleaning', ...CLOSED];

export const isClosed = ({ status }: Pick<Bed, 'status'>): boolean => CLOSED.includes(status);

/** Taking a bed out of use, and back, is for those with `beds:manage`. */
export function bedSteps(bed: Pick<Bed, 'status'>, may: (permission: string) => boolean): BedStep[] {
  if (!may('beds:write')) return [];
  const needsManager = (step: BedStep) => step === 'close' || isClosed(bed);
  return STEPS[bed.status].filter((step) => !needsManager(step) || may('beds:manage'));
}

export type Counts = Record<BedStatus, number> & { all: number; usable: number };

export function countsOf(beds: Pick<Bed, 'status'>[]): Counts {
  const counts = Object.fromEntries(ALL.map((status) => [status, beds.filter((bed) => bed.status === status).length])) as Record<BedStatus, number>;
  return { ...counts, all: beds.length, usable: beds.filter((bed) => !isClosed(bed)).length };
}

/** Occupied of those that can be used, in per cent, rounded down as the hub does; `null` when none can be used. */
export function percentOf({ occupied, usable }: Counts): number | null {
  return usable === 0 ? null : Math.floor((occupied * 100) / usable);
}

export const FEATURES = { oxygen: 'has_oxygen', monitor: 'has_monitor', ventilator: 'has_ventilator', isolation: 'can_isolate' } as const;
export type Feature = keyof typeof FEATURES;

export interface BedFilter {
  ward?: string;
  status?: BedStatus;
  feature?: Feature;
}

export function filterOf(search: URLSearchParams): BedFilter {
  const [status, feature] = [search.get('status') ?? '', search.get('with') ?? ''];
  return { ward: search.get('ward') ?? undefined, status: ALL.find((one) => one === status), feature: Object.hasOwn(FEATURES, feature) ? (feature as Feature) : undefined };
}

export function isWanted(bed: Bed, { ward, status, feature }: BedFilter): boolean {
  return (!ward || bed.ward_id === ward) && (!status || bed.status === status) && (!feature || bed[FEATURES[feature]] === true);
}

/** Beds by room and number, so that `2` comes before `10`. */
export function byNumber(one: Bed, other: Bed): number {
  return (one.room ?? '').localeCompare(other.room ?? '', undefined, { numeric: true }) || one.number.localeCompare(other.number, undefined, { numeric: true });
}

/** Tells whether a ward is not for patients of this sex. Of those whose sex is not known it says nothing. */
export function isOtherGender({ gender }: Pick<Ward, 'gender'>, patient: string): boolean {
  return (gender === 'male' && patient === 'female') || (gender === 'female' && patient === 'male');
}
