// Who is visited by patients.

import type { StaffMember } from '@/api/places';

const VISITED: StaffMember['role'][] = ['doctor', 'therapist', 'nurse', 'technician'];

export function canBeVisited({ role, status }: Pick<StaffMember, 'role' | 'status'>): boolean {
  return status === 'active' && VISITED.includes(role);
}

/** Doctors first, then the others, each by name. */
export function inOrder(staff: StaffMember[]): StaffMember[] {
  return [...staff].sort((one, other) => VISITED.indexOf(one.role) - VISITED.indexOf(other.role) || one.family.localeCompare(other.family));
}
