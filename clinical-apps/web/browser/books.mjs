// Billing, stock and entries of the chart, so that their pages have something on them.

/** Fills the books of the world's facility and patient. Returns the ids that addresses need. */
export async function fillBooks({ admin, call, house, patient }) {
  const facility_id = house.facility.id;
  const since = '2020-01-01';
  const list = await admin('POST', '/billing/price-lists', { name: 'List of the house', currency: 'SDG', facility_id, valid_from: since });
  await admin('POST', `/billing/price-lists/${list.id}/items`, { code: 'SUTURE', name: 'Suture', category: 'procedure', unit_price: { amount: 25_000, currency: 'SDG' }, tax: 1500, valid_from: since });
  const charge = () => admin('POST', '/billing/charges', { patient_id: patient.id, facility_id, category: 'procedure', code: 'SUTURE', description: 'Suture', quantity: 1 });
  const known = (await admin('GET', `/billing/accounts?patient=${patient.id}`)).items[0];
  const account = known ?? (await admin('POST', '/billing/accounts', { patient_id: patient.id, facility_id }));
  await charge();
  const invoice = await admin('POST', '/billing/invoices', { account_id: account.id });
  await admin('POST', `/billing/invoices/${invoice.id}/issue`);
  await admin('POST', '/billing/payments', { account_id: account.id, amount: { amount: 10_000, currency: 'SDG' }, method: 'cash' });
  const policy = await admin('POST', '/billing/policies', { patient_id: patient.id, insurer: 'Any Insurance', policy_number: 'P-1', coverage: 8000, valid_from: since });
  const claim = await admin('POST', '/billing/claims', { invoice_id: invoice.id, policy_id: policy.id });
  const day = new Date().toISOString().slice(0, 10);
  const statement = await admin('POST', `/billing/accounts/${account.id}/statements`, { from: `${day.slice(0, 8)}01`, to: day });
  await charge();
  return { list: list.id, account: account.id, invoice: invoice.id, claim: claim.id, statement: statement.id, ...(await fillStock(admin, facility_id)), ...(await fillChart(await call('dr.osman'), patient)) };
}

async function fillStock(admin, facility_id) {
  const item = await admin('POST', '/inventory/items', { code: 'NDL', name: 'Needles', category: 'supply', unit: 'piece', reorder_level: 50 });
  const location = await admin('POST', '/inventory/locations', { facility_id, code: 'MAIN', name: 'Main store', kind: 'storage' });
  await admin('POST', '/inventory/receipts', { item_id: item.id, location_id: location.id, lot: 'N-1', expires_on: '2029-01-01', quantity: 20 });
  const supplier = await admin('POST', '/inventory/suppliers', { code: 'ANY', name: 'Any Supplier' });
  await admin('POST', '/inventory/purchase-orders', { facility_id, supplier_id: supplier.id, lines: [{ item_id: item.id, quantity: 100 }] });
  const { items } = await admin('GET', `/inventory/batches?item=${item.id}`);
  return { batch: items[0].id };
}

async function fillChart(doctor, patient) {
  const of = `/patients/${patient.id}`;
  await doctor('POST', `${of}/conditions`, { code: { code: 'I10', text: 'Hypertension' }, onset: '2024-05' });
  await doctor('POST', `${of}/procedures`, { code: { code: 'Suture', text: 'Suture' }, performed_at: '2026-01-04T08:00:00Z' });
  await doctor('POST', `${of}/immunizations`, { vaccine: { code: '08', text: 'Hepatitis B' }, occurred_at: '2025-06-01T08:00:00Z', lot_number: 'HB-1' });
  await doctor('POST', `${of}/vital-signs`, { taken_at: new Date().toISOString(), respiratory_rate: 18, spo2: 96, oxygen: { supplemental: false }, systolic: 128, diastolic: 80, heart_rate: 92, consciousness: 'alert', temperature: 37.4 });
  const note = await doctor('POST', `${of}/notes`, { kind: 'progress', text: 'Slept well, no pain' });
  await doctor('POST', `/notes/${note.id}/sign`);
  return {};
}
