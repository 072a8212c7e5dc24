// The clinical app over a real hub: billing, notes and stock.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { openBrowser, signedIn, accessibility } from './lib.mjs';
import { STAFF_PASSWORD, startWorld } from './world.mjs';

let world;
let browser;

before(async () => {
  world = await startWorld();
  browser = await openBrowser();
});

after(async () => {
  await browser?.close();
  await world?.end();
});

async function as(username, options = {}) {
  const { page, complaints } = await signedIn(browser, world.base, username, STAFF_PASSWORD, options);
  const close = async () => {
    assert.deepEqual(complaints, []);
    await page.context().close();
  };
  return { page, go: (path) => page.goto(world.base + path), close };
}

/** A price list and a charge of the patient that has its price. */
async function charged() {
  const { admin, house, patient } = world;
  const list = await admin('POST', '/billing/price-lists', { name: 'House prices', currency: 'SDG', facility_id: house.facility.id, valid_from: '2020-01-01' });
  await admin('POST', `/billing/price-lists/${list.id}/items`, { code: 'DRESS', name: 'Dressing', category: 'procedure', unit_price: { amount: 10_000, currency: 'SDG' }, tax: 1500, valid_from: '2020-01-01' });
  await admin('POST', '/billing/charges', { patient_id: patient.id, facility_id: house.facility.id, category: 'procedure', code: 'DRESS', description: 'Dressing', quantity: 1 });
}

test('a charge is invoiced, the invoice is issued and paid once, and printed', async () => {
  await charged();
  const { admin, patient } = world;
  const { page, go, close } = await as('clerk.sara');
  await go(`/patients/${patient.id}/billing`);
  const accounts = page.getByRole('list', { name: 'Accounts' });
  const open = page.getByRole('button', { name: 'Open an account' });
  await open.waitFor();
  if ((await admin('GET', `/billing/accounts?patient=${patient.id}`)).items.length === 0) {
    await open.click();
    await page.getByRole('dialog').getByRole('button', { name: 'Open the account' }).click();
  }
  await accounts.getByRole('link').first().click();
  await page.getByRole('list', { name: 'To be invoiced' }).getByText('Dressing').waitFor();
  await page.getByRole('button', { name: 'Make an invoice of these' }).click();
  await page.getByRole('button', { name: 'Issue it' }).click();
  await page.getByRole('heading', { name: /^Invoice INV-KRT-/ }).waitFor();
  await page.getByRole('button', { name: 'Take a payment' }).click();
  // Pressed twice, paid once.
  await page.getByRole('dialog').getByRole('button', { name: /^Take / }).dblclick();
  await page.getByText(/^The payment is posted/).waitFor();
  await page.getByRole('region', { name: 'Invoice' }).getByText('Paid', { exact: true }).first().waitFor();
  const { items } = await admin('GET', `/billing/payments?patient=${patient.id}`);
  assert.equal(items.length, 1);
  assert.deepEqual(await accessibility(page), []);
  await page.getByRole('link', { name: 'Print' }).click();
  await page.locator('[data-sheet]').getByText('Dressing').waitFor();
  await close();
});

test('an invoice that somebody else changed meanwhile is not issued', async () => {
  await world.admin('POST', '/billing/charges', { patient_id: world.patient.id, facility_id: world.house.facility.id, category: 'procedure', code: 'DRESS', description: 'Dressing', quantity: 1 });
  const { items: accounts } = await world.admin('GET', `/billing/accounts?patient=${world.patient.id}`);
  const invoice = await world.admin('POST', '/billing/invoices', { account_id: accounts[0].id });
  const { page, go, close } = await as('clerk.sara');
  await go(`/billing/invoices/${invoice.id}`);
  await page.getByRole('button', { name: 'Issue it' }).waitFor();
  await world.admin('POST', `/billing/invoices/${invoice.id}/issue`);
  await page.getByRole('button', { name: 'Issue it' }).click();
  await page.getByRole('alert').getByText(/^Somebody else changed this after you opened it, so nothing was done/).waitFor();
  assert.equal((await world.admin('GET', `/billing/invoices/${invoice.id}`)).status, 'issued');
  await close();
});

test('a note survives a closed tab, and is signed by its author', async () => {
  const { patient } = world;
  const first = await as('dr.osman');
  await first.go(`/patients/${patient.id}/notes`);
  await first.page.getByRole('button', { name: 'Write a note' }).click();
  await first.page.getByRole('textbox', { name: 'Text' }).fill('Slept well, no pain');
  await first.page.getByText('The draft is saved.').waitFor();
  await first.page.close();
  const { page, go, close } = await as('dr.osman');
  await go(`/patients/${patient.id}/notes`);
  await page.getByText('Slept well, no pain').waitFor();
  await page.getByRole('button', { name: 'Go on writing' }).click();
  await page.getByRole('button', { name: 'Sign', exact: true }).click();
  await page.getByText('Signed', { exact: true }).waitFor();
  assert.deepEqual(await accessibility(page), []);
  await close();
});

test('stock is issued, and what is not there is refused with how much there is', async () => {
  const { admin, house } = world;
  const item = await admin('POST', '/inventory/items', { code: 'GLV', name: 'Gloves', category: 'supply', unit: 'pair' });
  const place = await admin('POST', '/inventory/locations', { facility_id: house.facility.id, code: 'ST', name: 'Store', kind: 'storage' });
  await admin('POST', '/inventory/receipts', { item_id: item.id, location_id: place.id, lot: 'L-1', expires_on: '2029-01-01', quantity: 20 });
  const { page, go, close } = await as('ph.rania');
  await go('/inventory');
  const row = page.getByRole('list', { name: 'Stock' }).getByRole('listitem').filter({ hasText: 'Gloves' });
  await row.getByRole('button', { name: 'Issue' }).click();
  const dialog = page.getByRole('dialog', { name: 'Issue' });
  await dialog.getByLabel('Quantity').fill('50');
  await dialog.getByRole('button', { name: 'Issue' }).click();
  await dialog.getByRole('alert').getByText(/20/).waitFor();
  await dialog.getByRole('button', { name: 'Cancel' }).click();
  await row.getByRole('button', { name: 'Issue' }).click();
  await dialog.getByLabel('Quantity').fill('5');
  await dialog.getByRole('button', { name: 'Issue' }).click();
  await row.getByText('15', { exact: true }).waitFor();
  assert.deepEqual(await accessibility(page), []);
  await close();
});
