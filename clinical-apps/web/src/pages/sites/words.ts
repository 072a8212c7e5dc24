// What the kinds of facilities, departments and staff are called.

import type { Schemas } from '@/api/client';

export const FACILITY_KIND: Record<Schemas['FacilityKind'], string> = { hospital: 'Hospital', clinic: 'Clinic', lab: 'Laboratory', pharmacy: 'Pharmacy', rehabilitation: 'Rehabilitation', 'urgent-care': 'Urgent care', 'diagnostic-center': 'Diagnostic centre', 'specialty-clinic': 'Clinic of one speciality' };
export const DEPARTMENT_KIND: Record<Schemas['DepartmentKind'], string> = { emergency: 'Emergency', icu: 'Intensive care', surgery: 'Surgery', radiology: 'Radiology', laboratory: 'Laboratory', pharmacy: 'Pharmacy', cardiology: 'Cardiology', oncology: 'Oncology', pediatrics: 'Children', obstetrics: 'Obstetrics', other: 'Other' };
export const PLACE_STATUS: Record<Schemas['PlaceStatus'], string> = { active: 'In use', inactive: 'Closed' };
export const STAFF_ROLE: Record<Schemas['StaffRole'], string> = { doctor: 'Doctor', nurse: 'Nurse', receptionist: 'Receptionist', admin: 'Administration', technician: 'Technician', therapist: 'Therapist', pharmacist: 'Pharmacist' };
export const STAFF_STATUS: Record<Schemas['StaffStatus'], string> = { active: 'Works', 'on-leave': 'Away for long', suspended: 'May not work', terminated: 'Has left' };
export const WEEKDAY: Record<Schemas['ScheduleDay'], string> = { sunday: 'Sunday', monday: 'Monday', tuesday: 'Tuesday', wednesday: 'Wednesday', thursday: 'Thursday', friday: 'Friday', saturday: 'Saturday' };
export const EXCEPTION: Record<Schemas['ScheduleExceptionKind'], string> = { 'time-off': 'Leave', break: 'Break', meeting: 'Meeting', extra: 'Works besides the rules' };

/** For the test that each is translated. */
export const SITE_WORDS = [FACILITY_KIND, DEPARTMENT_KIND, PLACE_STATUS, STAFF_ROLE, STAFF_STATUS, WEEKDAY, EXCEPTION];
