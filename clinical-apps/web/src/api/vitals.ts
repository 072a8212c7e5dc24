// Vital signs that devices measure, their limits, and alarms.

import { queryOptions } from '@tanstack/react-query';
import { api, take, type Schemas } from './client';
import { listed, MOST } from './lists';

export type VitalReading = Schemas['VitalReading'];
export type VitalBucket = Schemas['VitalBucket'];
export type VitalParameter = Schemas['VitalParameter'];
export type VitalThreshold = Schemas['VitalThreshold'];
export type DeviceAlarm = Schemas['DeviceAlarm'];
export type AlarmState = Schemas['AlarmState'];

export const vitals = {
  /** Readings since a moment, the latest first. */
  readings: (patient: string, from: string) => queryOptions({ queryKey: ['vitals', patient, 'readings', from], queryFn: () => listed(take(api.GET('/api/v1/vitals', { params: { query: { patient, from, limit: MOST } } }))), staleTime: 5_000 }),
  series: (patient: string, parameter: VitalParameter, from: string, to: string, bucket_seconds: number) =>
    queryOptions({
      queryKey: ['vitals', patient, 'series', { parameter, from, to, bucket_seconds }],
      queryFn: () => take(api.GET('/api/v1/vitals/series', { params: { query: { patient, parameter, from, to, bucket_seconds } } })),
      placeholderData: (previous) => previous,
      staleTime: 5_000,
    }),
  devices: (patient: string) => queryOptions({ queryKey: ['vitals', patient, 'devices'], queryFn: () => take(api.GET('/api/v1/vitals/devices', { params: { query: { patient } } })), staleTime: 60_000 }),
  limits: (scope: 'default' | 'patient' | 'facility' | 'device', subject?: string) =>
    queryOptions({ queryKey: ['limits', scope, subject], queryFn: () => take(api.GET('/api/v1/vitals/thresholds', { params: { query: { scope, subject } } })), staleTime: 60_000 }),
  alarms: (by: { patient?: string; facility?: string; state?: AlarmState }) =>
    queryOptions({ queryKey: ['alarms', by], queryFn: () => listed(take(api.GET('/api/v1/vitals/alarms', { params: { query: { ...by, limit: MOST } } }))), staleTime: 2_000 }),
};
