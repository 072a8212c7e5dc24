// What the chart's own entries are asked for by.

import { queryOptions } from '@tanstack/react-query';
import { api, take } from './client';
import { listed, MOST } from './lists';

const limit = MOST;
const staleTime = 15_000;

export const entries = {
  conditions: (id: string) => queryOptions({ queryKey: ['patient', id, 'conditions'], queryFn: () => listed(take(api.GET('/api/v1/patients/{id}/conditions', { params: { path: { id }, query: { limit } } }))), staleTime }),
  procedures: (id: string) => queryOptions({ queryKey: ['patient', id, 'procedures'], queryFn: () => listed(take(api.GET('/api/v1/patients/{id}/procedures', { params: { path: { id }, query: { limit } } }))), staleTime }),
  immunizations: (id: string) => queryOptions({ queryKey: ['patient', id, 'immunizations'], queryFn: () => listed(take(api.GET('/api/v1/patients/{id}/immunizations', { params: { path: { id }, query: { limit } } }))), staleTime }),
  notes: (id: string) => queryOptions({ queryKey: ['patient', id, 'notes'], queryFn: () => listed(take(api.GET('/api/v1/patients/{id}/notes', { params: { path: { id }, query: { limit } } }))), staleTime }),
  noteVersions: (id: string) => queryOptions({ queryKey: ['note', id, 'versions'], queryFn: () => listed(take(api.GET('/api/v1/notes/{id}/versions', { params: { path: { id }, query: { limit } } }))) }),
  vitalSigns: (id: string) => queryOptions({ queryKey: ['patient', id, 'vital-signs'], queryFn: () => listed(take(api.GET('/api/v1/patients/{id}/vital-signs', { params: { path: { id }, query: { limit } } }))), staleTime }),
  duplicates: (id: string) => queryOptions({ queryKey: ['patient', id, 'duplicates'], queryFn: () => take(api.GET('/api/v1/patients/{id}/duplicates', { params: { path: { id } } })), staleTime }),
};
