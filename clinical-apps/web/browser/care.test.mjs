// The clinical app over a real hub: appointments, beds, vital signs as they happen, and what is printed.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { book, clockOf, freeTimes, measure } from './house.mjs';
import { openBrowser, signedIn } from './lib.mjs';
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

/** A signed-in page whose complaints fail the test. */
async function as(username, options = {}) {
  const { page, complaints } = await signedIn(browser, world.base, username, STAFF_PASSWORD, options);
  const close = async () => {
    assert.deepEqual(complaints, []);
    await page.context().close();
  };
  return { page, complaints, go: (path) => page.goto(world.base + path), close };
}

const live = (page) => page.getByRole('status', { name: 'Live', exact: true }).waitFor();

test('a free time is booked from the calendar, moved by dragging, and the patient is checked in', async () => {
  const { admin, house } = world;
  const { slots } = await freeTimes(admin, house);
  assert.ok(slots.length > 6, `${slots.length} free times today`);
  const [first, second] = [clockOf(slots[2].starts_at, house), clockOf(slots[4].starts_at, house)];
  const { page, close } = await as('desk.lina');
  await page.getByRole('link', { name: 'Open the calendar' }).click();
  const column = page.getByRole('group', { name: /^EVERYDOC, EVE/ });
  await column.getByRole('button', { name: `Book ${first} with EVERYDOC, EVE` }).click();
  const dialog = page.getByRole('dialog', { name: 'Book an appointment' });
  await dialog.getByRole('combobox', { name: 'Patient' }).fill('everyman');
  await page.getByRole('option', { name: /EVERYMAN/ }).click();
  await dialog.getByLabel('Why the patient comes').fill('cough');
  await dialog.getByRole('button', { name: 'Book', exact: true }).click();
  await page.getByText(/^Booked for /).waitFor();
  const booked = column.getByRole('link', { name: /EVERYMAN.*Booked/ });
  await booked.waitFor();
  // The time is not offered any more.
  await column.getByRole('button', { name: `Book ${first} with EVERYDOC, EVE` }).waitFor({ state: 'detached' });

  await booked.dragTo(column.getByRole('button', { name: `Book ${second} with EVERYDOC, EVE` }));
  const move = page.getByRole('dialog', { name: 'Move the appointment' });
  await move.getByRole('button', { name: second, pressed: true }).waitFor();
  await move.getByRole('button', { name: 'Move', exact: true }).click();
  await page.getByText(/^Moved to /).waitFor();
  await column.getByRole('link', { name: new RegExp(`EVERYMAN.*${second}`) }).waitFor();

  await page.getByRole('link', { name: 'Today’s queue' }).click();
  const expected = page.getByRole('list', { name: 'To come' });
  await expected.getByRole('listitem').filter({ hasText: 'EVERYMAN' }).getByRole('button', { name: 'Check in' }).click();
  await page.getByRole('list', { name: 'Waiting here' }).getByText('EVERYMAN').waitFor();
  const { items } = await admin('GET', `/appointments?patient=${world.patient.id}`);
  assert.deepEqual(items.map(({ status, starts_at }) => [status, starts_at]), [['checked-in', slots[4].starts_at]]);
  await close();
});

test('a time that somebody else took meanwhile is told in words, with what is free instead', async () => {
  const { admin, house } = world;
  const { day, slots } = await freeTimes(admin, house, { days: 2 });
  const patient = await admin('POST', '/patients', { identifiers: [{ system: 'NILE', value: '770001', type: 'MR' }], names: [{ family: 'ANYBODY', given: ['NOUR'] }], gender: 'female' });
  const { page, go, close } = await as('desk.lina');
  await go(`/appointments?view=day&date=${day}`);
  await page.getByRole('button', { name: `Book ${clockOf(slots[3].starts_at, house)} with EVERYDOC, EVE` }).click();
  const dialog = page.getByRole('dialog', { name: 'Book an appointment' });
  await dialog.getByRole('combobox', { name: 'Patient' }).fill('anybody');
  await page.getByRole('option', { name: /ANYBODY/ }).click();
  await book(admin, house, world.patient, slots[3]);
  await dialog.getByRole('button', { name: 'Book', exact: true }).click();
  const alert = dialog.getByRole('alert').filter({ hasText: 'Nothing was booked: the provider has another appointment then' });
  await alert.waitFor();
  await alert.getByRole('button', { name: clockOf(slots[4].starts_at, house) }).click();
  await dialog.getByRole('button', { name: 'Book', exact: true }).click();
  await page.getByText(/^Booked for /).waitFor();
  const { items } = await admin('GET', `/appointments?patient=${patient.id}`);
  assert.equal(items[0].starts_at, slots[4].starts_at);
  await close();
});

test('the calendar is used with the keyboard alone, and an appointment is cancelled with a reason', async () => {
  const { admin, house } = world;
  const { day, slots } = await freeTimes(admin, house, { days: 3 });
  const { id } = await book(admin, house, world.patient, slots[0]);
  const { page, go, close } = await as('desk.lina');
  await go(`/appointments?view=day&date=${day}`);
  const times = page.getByRole('button', { name: /^Book .* with ANYDOC, ADA$/ });
  await times.first().focus();
  await page.keyboard.press('ArrowDown');
  assert.equal(await times.nth(1).evaluate((cell) => cell === document.activeElement), true);
  await page.keyboard.press('ArrowUp');
  await page.keyboard.press('ArrowRight');
  // Beside the first free time of one is the appointment of the other at that time.
  assert.match(await page.evaluate(() => document.activeElement?.textContent ?? ''), /EVERYMAN/);
  await page.keyboard.press('Enter');
  await page.getByRole('heading', { name: 'Appointment', exact: true }).waitFor();
  await page.getByRole('button', { name: 'Cancel it' }).click();
  const dialog = page.getByRole('dialog', { name: 'Cancel this appointment?' });
  assert.ok(await dialog.getByRole('button', { name: 'Cancel it' }).isDisabled());
  await dialog.getByLabel('Reason').fill('travels');
  await dialog.getByRole('button', { name: 'Cancel it' }).click();
  await page.getByText('The appointment is cancelled; the time is free again.').waitFor();
  await page.getByRole('region', { name: 'History' }).getByText('travels').waitFor();
  const cancelled = await admin('GET', `/appointments/${id}`);
  assert.deepEqual([cancelled.status, cancelled.history.at(-1).reason], ['cancelled', 'travels']);
  await close();
});

test('a time that becomes free is offered to who waits, and taken', async () => {
  const { admin, house } = world;
  const { day, slots } = await freeTimes(admin, house, { days: 4 });
  const taken = await book(admin, house, world.patient, slots[0]);
  await admin('POST', '/patients', { identifiers: [{ system: 'NILE', value: '770002', type: 'MR' }], names: [{ family: 'WAITER', given: ['SAMI'] }], gender: 'male' });
  const { page, go, close } = await as('desk.lina');
  await go('/appointments/waiting');
  await page.getByRole('button', { name: 'Put somebody on the list' }).click();
  const dialog = page.getByRole('dialog', { name: 'Put somebody on the list' });
  await dialog.getByRole('combobox', { name: 'Patient' }).fill('waiter');
  await page.getByRole('option', { name: /WAITER/ }).click();
  await dialog.getByLabel('From day').fill(day);
  await dialog.getByLabel('Until day').fill(day);
  await dialog.getByRole('button', { name: 'Put on the list' }).click();
  await page.getByText('The patient is on the waiting list.').waitFor();
  await admin('POST', `/appointments/${taken.id}/cancel`, { reason: 'ill' });
  await go('/appointments/waiting');
  const entry = page.getByRole('list', { name: 'Waiting list' }).getByRole('listitem').filter({ hasText: 'WAITER' });
  await entry.getByText(/^Offered: .* with EVERYDOC, EVE/).waitFor();
  await entry.getByRole('button', { name: 'Take the time' }).click();
  await page.getByText('The offered time is booked.').waitFor();
  await close();
});

test('a patient is put into a bed, transferred, released, and the bed is cleaned', async () => {
  const { admin, house } = world;
  const bed = (ward, number) => page.getByRole('list', { name: `Beds of ${ward}` }).getByRole('listitem', { name: `Bed ${number}`, exact: true });
  const { page, go, close } = await as('nurse.hala');
  await go('/beds');
  await bed('Medical ward', '1').getByRole('button', { name: 'Put a patient in: bed 1' }).click();
  const admit = page.getByRole('dialog', { name: /Put a patient in/ });
  await admit.getByRole('combobox', { name: 'Patient' }).fill('100234');
  await page.getByRole('option', { name: /EVERYMAN/ }).click();
  await admit.getByRole('radio', { checked: true }).waitFor();
  await admit.getByRole('button', { name: 'Put a patient in' }).click();
  await page.getByText('The patient is in the bed.').waitFor();
  await bed('Medical ward', '1').getByText('Occupied').waitFor();
  await bed('Medical ward', '1').getByRole('link', { name: /EVERYMAN/ }).waitFor();

  // A ward of women is not for him; it is said, and left to the nurse.
  await bed('Medical ward', '1').getByRole('button', { name: 'Transfer: bed 1' }).click();
  const transfer = page.getByRole('dialog', { name: 'Transfer from bed 1' });
  await transfer.getByRole('combobox', { name: 'To bed' }).click();
  await page.getByRole('option', { name: /Maternity ward, Bed 1/ }).click();
  await transfer.getByText('This ward is for patients of the other sex.').waitFor();
  await transfer.getByRole('combobox', { name: 'To bed' }).click();
  await page.getByRole('option', { name: /Medical ward, Bed 2/ }).click();
  // Somebody else takes that bed first, which the hub tells.
  await admin('POST', `/beds/${house.beds[1].id}/status`, { status: 'cleaning' });
  await transfer.getByText('That bed is not free any more: choose another one.').waitFor();
  assert.ok(await transfer.getByRole('button', { name: 'Transfer' }).isDisabled());
  await transfer.getByRole('combobox', { name: 'To bed' }).click();
  assert.equal(await page.getByRole('option', { name: /Medical ward, Bed 2/ }).count(), 0);
  await page.getByRole('option', { name: /Medical ward, Bed 10/ }).click();
  await transfer.getByRole('button', { name: 'Transfer' }).click();
  await page.getByText('The patient is in the other bed; this one is to be cleaned.').waitFor();
  await bed('Medical ward', '10').getByText('Occupied').waitFor();

  await bed('Medical ward', '10').getByRole('button', { name: 'Release: bed 10' }).click();
  await page.getByRole('dialog', { name: 'Release bed 10?' }).getByRole('button', { name: 'Release' }).click();
  await page.getByText('The bed is released and is to be cleaned.').waitFor();
  await bed('Medical ward', '10').getByRole('button', { name: 'It is clean: bed 10' }).click();
  await bed('Medical ward', '10').getByText('Free', { exact: true }).waitFor();
  // Filters are in the address.
  await go('/beds?status=cleaning');
  await bed('Medical ward', '1').waitFor();
  assert.equal(await bed('Medical ward', '10').count(), 0);
  // Who may read beds only is offered nothing.
  await close();
  const doctor = await as('dr.osman');
  await doctor.go('/beds');
  await doctor.page.getByRole('listitem', { name: 'Bed 10' }).waitFor();
  assert.equal(await doctor.page.getByRole('button', { name: /Put a patient in/ }).count(), 0);
  await doctor.close();
});

test('values and alarms come over the live connection, not by asking, and an alarm is seen to', async () => {
  const { admin } = world;
  await measure(admin, { heart_rate: 80, oxygen_saturation: 97 });
  const nurse = await as('nurse.hala');
  const asked = [];
  nurse.page.on('request', (request) => request.url().includes('/api/v1/vitals?') && asked.push(request.url()));
  await nurse.go(`/patients/${world.patient.id}/vitals`);
  await live(nurse.page);
  await nurse.page.getByRole('button', { name: /^Heart rate 80 \/min/ }).waitFor();
  // What was told while the page was opened is asked for once.
  await nurse.page.waitForTimeout(2_000);
  const n_before = asked.length;
  // Longer than a list is asked for when it is not live: nobody asks.
  await nurse.page.waitForTimeout(17_000);
  assert.equal(asked.length, n_before, asked.slice(n_before).join('\n'));
  const told = Date.now();
  await measure(admin, { heart_rate: 150, oxygen_saturation: 97 });
  await nurse.page.getByRole('article', { name: 'Critical: Heart rate' }).waitFor();
  await nurse.page.getByRole('button', { name: /^Heart rate 150 \/min ↑↑/ }).waitFor();
  assert.ok(Date.now() - told < 6_000, `${Date.now() - told} ms`);
  // The trend is there as a table too.
  await nurse.page.getByRole('button', { name: 'Table', exact: true }).click();
  await nurse.page.getByRole('table', { name: 'Heart rate over time' }).getByText('150 /min ↑↑').first().waitFor();

  const other = await as('nurse.sami');
  await other.go('/alarms');
  await live(other.page);
  await other.page.getByText('1 alarm that nobody has seen to').waitFor();
  await nurse.page.getByRole('button', { name: 'I see to it: Heart rate' }).click();
  const dialog = nurse.page.getByRole('dialog', { name: 'I see to it: Heart rate' });
  await dialog.getByLabel('Note').fill('on my way');
  await dialog.getByRole('button', { name: 'I see to it' }).click();
  await nurse.page.getByText('It is noted that you see to it.').waitFor();
  // The other nurse's screen changes by itself.
  await other.page.getByText(/seen to by nurse.hala/).waitFor({ timeout: 6_000 });
  await other.page.getByText('that nobody has seen to').waitFor({ state: 'detached' });
  await other.close();
  await nurse.close();
});

test('a connection that is lost is shown, comes back by itself, and what happened meanwhile is there', async () => {
  const { admin, hub } = world;
  const { page, go, complaints } = await as('dr.osman');
  await go(`/patients/${world.patient.id}/vitals`);
  await live(page);
  await hub.stop();
  await page.getByRole('status', { name: /^(Reconnecting|Not live)$/ }).waitFor();
  await hub.start();
  await measure(admin, { heart_rate: 96 });
  await live(page);
  await page.getByRole('button', { name: /^Heart rate 96 \/min/ }).waitFor();
  // The browser itself complains of a connection that it could not open, or of the 502 of the small server before a hub that is down;
  // nothing else may be wrong.
  assert.deepEqual(complaints.filter((one) => !/WebSocket connection|ERR_(CONNECTION|INTERNET)|status of 502/.test(one)), []);
  await page.context().close();
});

test('a wristband and a prescription are printed without what is around them', async () => {
  const doctor = await world.call('dr.amin');
  const draft = await doctor('POST', '/prescriptions', { patient_id: world.patient.id, drug: { name: 'omeprazole' }, route: 'oral', dose: { amount: 20, unit: 'mg', times_per_day: 1 }, quantity: 28, days: 28, takes_also: [], allergies: [], conditions: [], birth_date: '1970-03-05', weight_kg: 80, egfr: 90 });
  const { page, go, close } = await as('dr.osman');
  await go(`/patients/${world.patient.id}`);
  await page.getByRole('link', { name: 'Print wristband, labels or summary' }).click();
  const band = page.getByRole('group', { name: 'Wristband' }).last();
  await band.getByText('100234').waitFor();
  await band.getByRole('img', { name: 'QR code with the patient’s id' }).waitFor();
  await page.emulateMedia({ media: 'print' });
  assert.equal(await page.getByRole('navigation', { name: 'Pages' }).isVisible(), false);
  assert.equal(await page.getByRole('button', { name: 'Print' }).isVisible(), false);
  assert.equal(await band.isVisible(), true);
  await page.emulateMedia({ media: 'screen' });
  await go(`/prescriptions/${draft.id}/print`);
  // No pharmacist has verified it: it says that it is no prescription to be filled.
  await page.getByText(/^Not valid for handing out/).waitFor();
  await go(`/patients/${world.patient.id}/print?what=summary`);
  await page.getByRole('region', { name: 'Latest results' }).getByText('6.90 mmol/L ↑↑').waitFor();
  await close();
});
