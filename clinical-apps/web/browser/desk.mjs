// Payments, notifications and counts of the world's facility, so that their pages have something on them.
import { caller, STAFF_PASSWORD } from './world.mjs';

export const MANAGER = 'mgr.huda';

/** Makes the billing manager, who is the second person of payments. */
export async function hireManager({ admin, hub }) {
  await admin('POST', '/users', { username: MANAGER, password: STAFF_PASSWORD, roles: ['billing-manager'] });
  return caller(hub, MANAGER, STAFF_PASSWORD);
}

/** An issued invoice of the world's patient over 250.00 SDG. */
export async function issueInvoice({ admin, house, patient }) {
  const facility_id = house.facility.id;
  const lists = await admin('GET', '/billing/price-lists');
  if (!lists.items.some(({ name }) => name === 'List of the desk')) {
    const list = await admin('POST', '/billing/price-lists', { name: 'List of the desk', currency: 'SDG', facility_id, valid_from: '2020-01-01' });
    await admin('POST', `/billing/price-lists/${list.id}/items`, { code: 'VISIT', name: 'Visit', category: 'procedure', unit_price: { amount: 25_000, currency: 'SDG' }, tax: 0, valid_from: '2020-01-01' });
  }
  const known = (await admin('GET', `/billing/accounts?patient=${patient.id}`)).items[0];
  const account = known ?? (await admin('POST', '/billing/accounts', { patient_id: patient.id, facility_id }));
  const charge = await admin('POST', '/billing/charges', { patient_id: patient.id, facility_id, category: 'procedure', code: 'VISIT', description: 'Visit', quantity: 1 });
  const invoice = await admin('POST', '/billing/invoices', { account_id: account.id, charge_ids: [charge.id] });
  return admin('POST', `/billing/invoices/${invoice.id}/issue`);
}

export async function idOf(admin, username) {
  const { items } = await admin('GET', '/users?limit=100');
  return items.find((one) => one.username === username).id;
}

/** Tells users something in the application. */
export async function tell(admin, usernames, title, text = 'Please read it.') {
  const user_ids = await Promise.all(usernames.map((username) => idOf(admin, username)));
  return admin('POST', '/notifications/send', { user_ids, channels: ['in-app'], title, text });
}

/** Something on every page of the desk. Returns the ids that addresses need. */
export async function fillDesk(world) {
  const { admin, house, call } = world;
  const facility_id = house.facility.id;
  const manager = await hireManager(world);
  const clerk = await call('clerk.sara');
  const [paid, planned] = [await issueInvoice(world), await issueInvoice(world)];
  await clerk('POST', '/payments/drawers', { facility_id, opening: { amount: 50_000, currency: 'SDG' } });
  const cash = await clerk('POST', '/payments/initiate', { invoice_id: paid.id, provider: 'cash', amount: { amount: 10_000, currency: 'SDG' } });
  const transfer = await clerk('POST', '/payments/initiate', { invoice_id: paid.id, provider: 'bankak', amount: { amount: 12_000, currency: 'SDG' }, proof: { reference: 'TRX-2026-11' } });
  await clerk('POST', `/payments/${cash.id}/refunds`, { amount: { amount: 2_000, currency: 'SDG' }, reason: 'paid twice' });
  const plan = await clerk('POST', '/payments/instalments', { invoice_id: planned.id, down_payment: { amount: 5_000, currency: 'SDG' }, n_instalments: 3, frequency: 'monthly' });
  const csv = `reference,amount,currency,fee,booked_on\nUNKNOWN-1,99.00,SDG,0,${new Date().toISOString().slice(0, 10)}\n`;
  await manager('POST', '/payments/reconciliation/statements?provider=bankak', csv, { 'content-type': 'text/csv' });
  await tell(admin, ['nurse.hala', 'admin', 'clerk.sara'], 'The lift is out of order', 'Take the stairs until noon.');
  await tell(admin, ['nurse.hala'], 'Meeting at three');
  const { items: templates } = await admin('GET', '/notifications/templates?limit=200');
  const template = templates.find(({ name, channel, language }) => name === 'appointment-reminder' && channel === 'email' && language === 'en');
  const { items: stores } = await admin('GET', `/inventory/locations?facility=${facility_id}`);
  const count = stores[0] && (await admin('POST', '/inventory/stock-counts', { location_id: stores[0].id }));
  await admin('POST', `/facilities/${facility_id}/departments`, { code: 'ED', name: 'Emergency department', kind: 'emergency', floor: '1' });
  await admin('POST', '/organizations', { code: 'NILE', name: 'Nile Health' });
  return { payment: transfer.id, plan: plan.id, open: paid.id, template: template.id, count: count?.id, facility: facility_id, doctor: house.doctors[0].id };
}
