// A made-up facility with staff, hours, wards, beds and a monitor, for the world of the tests.

const DAYS = ['monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday', 'sunday'];

/** A zone in which it is the tenth or eleventh hour of the day now, whenever the tests run: there are free times today. */
export function morningZone(now = new Date()) {
  const ahead = ((10 - now.getUTCHours() + 36) % 24) - 12;
  // POSIX counts to the west.
  return ahead === 0 ? 'Etc/GMT' : `Etc/GMT${ahead > 0 ? '-' : '+'}${Math.abs(ahead)}`;
}

export async function buildHouse(admin, patient, zone = morningZone()) {
  const facility = await admin('POST', '/facilities', { code: 'KRT', name: 'Khartoum Clinic', kind: 'hospital', time_zone: zone });
  const doctors = [];
  for (const [number, given, family, room] of [['D1', 'EVE', 'EVERYDOC', 'R1'], ['D2', 'ADA', 'ANYDOC', 'R2']]) {
    const doctor = await admin('POST', '/staff', { number, given, family, role: 'doctor', facility_ids: [facility.id] });
    for (const weekday of DAYS) await admin('POST', `/staff/${doctor.id}/schedules`, { facility_id: facility.id, weekday, start: '08:00', end: '16:00', slot_minutes: 30, room });
    doctors.push(doctor);
  }
  const wards = [];
  for (const [code, name, kind, gender] of [['MED', 'Medical ward', 'medical', 'mixed'], ['MAT', 'Maternity ward', 'maternity', 'female']]) wards.push(await admin('POST', `/facilities/${facility.id}/wards`, { code, name, kind, gender }));
  const beds = [];
  for (const [ward, number, more] of [[0, '1', { has_oxygen: true }], [0, '2', { has_oxygen: true, has_monitor: true }], [0, '10', {}], [1, '1', {}]]) beds.push(await admin('POST', `/wards/${wards[ward].id}/beds`, { number, kind: 'standard', room: `A${ward + 1}`, ...more }));
  const monitor = await admin('POST', '/devices', { key: 'mon-1', name: 'Monitor 1', kind: 'vital-monitor', serial_number: 'SN-1', protocol: 'mqtt', facility: 'KRT' });
  await admin('POST', `/devices/${monitor.id}/association`, { patient_id: patient.id });
  return { facility, doctors, wards, beds, monitor };
}

/** Files values of the monitor; `seconds` ago. */
export function measure(admin, values, seconds = 0) {
  return admin('POST', '/vitals/readings', { readings: [{ device: 'mon-1', at: new Date(Date.now() - seconds * 1000).toISOString(), values }] });
}

/** Free times of a doctor on a day of the facility: today, or so many days later. */
export async function freeTimes(admin, { facility, doctors }, { doctor = 0, days = 0 } = {}) {
  const at = new Date(Date.now() + days * 86_400_000);
  const day = new Intl.DateTimeFormat('en-CA', { timeZone: facility.time_zone, year: 'numeric', month: '2-digit', day: '2-digit' }).format(at);
  return { day, slots: await admin('GET', `/free-slots?provider=${doctors[doctor].id}&facility=${facility.id}&from=${day}&to=${day}`) };
}

export function book(admin, { facility, doctors }, patient, slot, more = {}) {
  return admin('POST', '/appointments', { patient_id: patient.id, provider_id: doctors[0].id, facility_id: facility.id, kind: 'consultation', starts_at: slot.starts_at, ...more });
}

/** `09:30` by the clock of the facility. */
export function clockOf(moment, { facility }) {
  return new Intl.DateTimeFormat('en-GB', { timeZone: facility.time_zone, hour: '2-digit', minute: '2-digit' }).format(new Date(moment));
}
