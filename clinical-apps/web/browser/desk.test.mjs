// The clinical app over a real hub: the bell and what is told, and payments through providers.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { hireManager, issueInvoice, MANAGER, tell } from './desk.mjs';
import { openBrowser, signedIn } from './lib.mjs';
import { STAFF_PASSWORD, startWorld } from './world.mjs';

let world;
let browser;

before(async () => {
  world = await startWorld();
  await hireManager(world);
  browser = await openBrowser();
});

after(async () => {
  await browser?.close();
  await world?.end();
});

async function as(username, password = STAFF_PASSWORD) {
  const { page, complaints } = await signedIn(browser, world.base, username, password);
  const close = async () => {
    assert.deepEqual(complaints, []);
    await page.context().close();
  };
  return { page, go: (path) => page.goto(world.base + path), close };
}

test('what is told rings the bell at once, is read, and quiet hours are kept', async () => {
  const { page, go, close } = await as('nurse.hala');
  await page.getByRole('status', { name: 'Live', exact: true }).waitFor();
  await tell(world.admin, ['nurse.hala'], 'The lift is out of order');
  const bell = page.getByRole('button', { name: /^Notifications/ });
  await page.getByRole('button', { name: 'Notifications: 1 not read' }).waitFor();
  await bell.click();
  const panel = page.getByRole('dialog', { name: 'Notifications' });
  await panel.getByRole('button', { name: 'Mark as read: The lift is out of order' }).click();
  await panel.getByText('Nothing that you have not read').waitFor();
  await panel.getByRole('link', { name: 'Preferences' }).click();
  await page.getByLabel(/^Quiet hours/).check();
  await page.getByLabel('Quiet from').fill('21:00');
  await page.getByText('Critical alerts are never silenced').waitFor();
  await page.getByRole('button', { name: 'Save' }).click();
  await page.getByText('Your preferences are saved.').waitFor();
  const nurse = await world.call('nurse.hala');
  assert.equal((await nurse('GET', '/notifications/unread-count')).unread, 0);
  const said = await nurse('GET', '/notifications/subscriptions');
  assert.deepEqual(said.filter(({ quiet_hours }) => quiet_hours).map(({ channel, quiet_hours }) => [channel, quiet_hours.from]).sort(), [['email', '21:00:00'], ['sms', '21:00:00']]);
  await go('/notifications');
  await page.getByRole('list', { name: 'Notifications' }).getByText('The lift is out of order').waitFor();
  await close();
});

test('a template that somebody else changed meanwhile is not written over, and what was typed stays', async () => {
  const { admin, hub } = world;
  const { items } = await admin('GET', '/notifications/templates?limit=200');
  const template = items.find(({ name, channel, language }) => name === 'prescription-ready' && channel === 'sms' && language === 'en');
  const { page, go, close } = await as('admin', hub.password);
  await go(`/notifications/templates/${template.id}`);
  const text = page.getByLabel('What is said');
  await text.fill('Collect {{nobody}}');
  await page.getByText('These may not be used here: {{nobody}}').waitFor();
  assert.ok(await page.getByRole('button', { name: 'Save' }).isDisabled());
  await text.fill('Collect {{number}}, typed here');
  await page.getByRole('group', { name: 'English: as it is typed' }).getByText('Collect AP-0N8BWMSK00, typed here').waitFor();
  const { name, category, channel, language } = template;
  await admin('PUT', `/notifications/templates/${template.id}`, { name, category, channel, language, body: 'Collect {{number}} today', variables: ['number'] });
  await page.getByRole('button', { name: 'Save' }).click();
  await page.getByRole('alert').getByText(/^Somebody else changed this after you opened it/).waitFor();
  assert.equal(await text.inputValue(), 'Collect {{number}}, typed here');
  await page.getByRole('button', { name: 'Show it as it is now' }).click();
  assert.equal(await text.inputValue(), 'Collect {{number}} today');
  await close();
});

test('cash is taken once into the drawer with its change, and a transfer counts when a second person has seen it', async () => {
  const { admin } = world;
  const invoice = await issueInvoice(world);
  const { page, go, close } = await as('clerk.sara');
  await go('/payments/drawer');
  await page.getByRole('button', { name: 'Open a drawer' }).click();
  const opening = page.getByRole('dialog', { name: 'Open a drawer' });
  await opening.getByLabel('What is in it').fill('500');
  await opening.getByRole('button', { name: 'Open it' }).click();
  await page.getByRole('button', { name: 'Count and close' }).waitFor();

  await go(`/billing/invoices/${invoice.id}`);
  await page.getByRole('button', { name: 'Start a payment through a provider' }).click();
  const dialog = page.getByRole('dialog', { name: 'Start a payment' });
  await dialog.getByLabel('Amount in SDG').fill('100');
  await dialog.getByLabel('Handed over in SDG').fill('150');
  await dialog.getByText(/^Change to give back:.*50\.00/).waitFor();
  // Pressed twice, paid once.
  await dialog.getByRole('button', { name: /^Take / }).dblclick();
  const done = page.getByRole('dialog', { name: 'The payment' });
  await done.getByText('The money is there, and billing is told.').waitFor();
  await done.getByRole('button', { name: 'Close' }).click();

  await page.getByRole('button', { name: 'Start a payment through a provider' }).click();
  await dialog.getByLabel('Amount in SDG').fill('20');
  await dialog.getByRole('combobox', { name: 'Through whom' }).click();
  await page.getByRole('option', { name: 'Bankak' }).click();
  assert.ok(await dialog.getByRole('button', { name: /^Take / }).isDisabled());
  await dialog.getByLabel('Reference of the transfer').fill('TRX-1');
  await dialog.getByRole('button', { name: /^Take / }).click();
  await done.getByText(/^It counts when a second person/).waitFor();
  await done.getByRole('link', { name: 'To the payment' }).click();
  await page.getByText('You took it: somebody else decides').waitFor();
  await close();

  const second = await as(MANAGER);
  await second.go('/payments/verification');
  await second.page.getByRole('list', { name: 'Proofs to compare with the bank' }).getByRole('button', { name: 'Verify' }).click();
  await second.page.getByRole('dialog', { name: 'Is the money there?' }).getByRole('button', { name: 'Yes, it is there' }).click();
  await second.page.getByText('The payment is confirmed.').waitFor();
  const { items } = await admin('GET', `/payments?invoice=${invoice.id}`);
  assert.deepEqual(items.map(({ amount, status }) => [amount.amount, status]), [[10_000, 'confirmed'], [2_000, 'confirmed']]);
  await second.close();
});

test('a proof that somebody else rejected meanwhile is not verified', async () => {
  const { admin, call } = world;
  const invoice = await issueInvoice(world);
  const clerk = await call('clerk.sara');
  const payment = await clerk('POST', '/payments/initiate', { invoice_id: invoice.id, provider: 'cheque', amount: { amount: 5_000, currency: 'SDG' }, proof: { reference: 'CHQ-7' } });
  const { page, go, close } = await as(MANAGER);
  await go(`/payments/${payment.id}`);
  await page.getByRole('button', { name: 'Verify' }).click();
  const dialog = page.getByRole('dialog', { name: 'Is the money there?' });
  await dialog.getByText('CHQ-7').waitFor();
  await admin('POST', `/payments/${payment.id}/reject`, { reason: 'not signed' });
  await dialog.getByRole('button', { name: 'Yes, it is there' }).click();
  await dialog.getByRole('alert').getByText(/^Somebody else changed this after you opened it/).waitFor();
  assert.equal((await admin('GET', `/payments/${payment.id}`)).status, 'rejected');
  await close();
});
