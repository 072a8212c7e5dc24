// The clinical app over a real hub: what the staff does in it.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { accessibility, opened, openBrowser, signedIn, typeCredentials } from './lib.mjs';
import { fillBooks } from './books.mjs';
import { fillDesk, MANAGER } from './desk.mjs';
import { book, freeTimes, measure } from './house.mjs';
import { order, STAFF_PASSWORD, startWorld, totp } from './world.mjs';

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
  const { page, complaints } = await signedIn(browser, world.base, username, username === 'admin' ? world.hub.password : STAFF_PASSWORD, options);
  const close = async () => {
    assert.deepEqual(complaints, []);
    await page.context().close();
  };
  return { page, go: (path) => page.goto(world.base + path), close };
}

test('what the first page loads is small', async () => {
  const { page, close } = await as('desk.lina');
  const n_bytes = await page.evaluate(() => performance.getEntriesByType('resource').filter(({ name }) => name.endsWith('.js')).reduce((sum, { encodedBodySize }) => sum + encodedBodySize, 0));
  assert.ok(n_bytes > 50_000 && n_bytes < 300 * 1024, `${n_bytes} bytes of script`);
  await close();
});

test('a contraindicated order is answered with a reason, verified and handed out', async () => {
  const doctor = await world.call('dr.amin');
  const pharmacist = await world.call('ph.rania');
  const warfarin = await doctor('POST', '/prescriptions', order(world.patient, 'warfarin', { dose: { amount: 5, unit: 'mg', times_per_day: 1 } }));
  assert.equal(warfarin.status, 'pending');
  await pharmacist('POST', `/prescriptions/${warfarin.id}/verify`);

  const { page, close } = await as('dr.osman');
  await page.getByRole('searchbox', { name: 'Find a patient' }).fill('everyman ad');
  await page.keyboard.press('Enter');
  await page.getByRole('list', { name: 'Patients' }).getByRole('link', { name: /EVERYMAN/ }).click();
  const banner = page.getByRole('region', { name: 'Patient', exact: true });
  await banner.getByText('05 Mar 1970').waitFor();
  await page.getByRole('link', { name: 'Medication', exact: true }).click();
  await page.getByRole('link', { name: 'Prescribe', exact: true }).click();
  await page.getByLabel('Drug', { exact: false }).first().fill('apixaban');
  await page.getByLabel('Amount').fill('5');
  await page.getByLabel('Times a day').fill('2');
  await page.getByLabel('Quantity of a fill').fill('60');
  const support = page.getByRole('region', { name: 'Decision support' });
  await support.getByText('Not everything was checked').waitFor();
  await support.getByText(/unreviewed seed data:/i).first().waitFor();
  // Nothing goes on before it is known what else the patient takes.
  assert.ok(await page.getByRole('button', { name: 'Prescribe', exact: true }).isDisabled());
  await page.getByRole('group', { name: 'Drugs from elsewhere' }).getByRole('button', { name: 'None' }).click();
  await page.getByRole('group', { name: 'Allergies' }).getByRole('button', { name: 'None' }).click();
  await support.getByText('Contraindicated').first().waitFor();
  assert.equal(await support.getByText('nothing was found').count(), 0);
  await page.getByRole('button', { name: 'Prescribe', exact: true }).click();

  const dialog = page.getByRole('dialog', { name: 'This order has alerts' });
  const alert = dialog.getByRole('article').filter({ hasText: 'two anticoagulants' });
  await alert.getByText(/never together/).first().waitFor();
  await alert.getByText('Unreviewed seed data').waitFor();
  const goOn = dialog.getByRole('button', { name: 'Order all the same' });
  for (const article of await dialog.getByRole('article').all()) {
    await article.getByRole('combobox', { name: 'Reason to order all the same' }).click();
    await page.getByRole('option', { name: 'On the advice of a specialist' }).click();
  }
  // A contraindication asks for words and a second step.
  assert.ok(await goOn.isDisabled());
  for (const article of await dialog.getByRole('article').all()) await article.getByLabel(/^Why, in words/).fill('written switching plan of the clinic');
  assert.ok(await goOn.isDisabled());
  for (const box of await dialog.getByRole('checkbox').all()) await box.check();
  await goOn.click();
  await page.getByText('The prescription is with the pharmacist.').waitFor();
  await page.getByText('To be verified').first().waitFor();
  await close();

  const pharmacy = await as('ph.rania');
  await pharmacy.page.getByRole('link', { name: /^To verify 1/ }).click();
  await pharmacy.page.getByRole('list', { name: 'To verify' }).getByRole('link', { name: /apixaban/ }).click();
  const overridden = pharmacy.page.getByRole('article').filter({ hasText: 'two anticoagulants' });
  await overridden.getByText('On the advice of a specialist').waitFor();
  await overridden.getByText('written switching plan of the clinic').waitFor();
  await overridden.getByText('dr.osman').waitFor();
  await pharmacy.page.getByRole('button', { name: 'Verify' }).click();
  await pharmacy.page.getByRole('dialog').getByRole('button', { name: 'Verify' }).click();
  await pharmacy.page.getByRole('button', { name: 'Hand out' }).click();
  const handOut = pharmacy.page.getByRole('dialog', { name: 'Hand out' });
  await handOut.getByText('The fill has 60 left.').waitFor();
  await handOut.getByLabel('Quantity').fill('20');
  await handOut.getByLabel('Batch', { exact: true }).fill('B-77');
  await handOut.getByRole('button', { name: 'Hand out' }).click();
  await pharmacy.page.getByText('Partly handed out').first().waitFor();
  await pharmacy.page.getByRole('region', { name: 'Handed out' }).getByText('B-77').waitFor();
  await pharmacy.close();
});

test('who changes what somebody else changed meanwhile is told, and nothing is done', async () => {
  const doctor = await world.call('dr.amin');
  const pharmacist = await world.call('ph.rania');
  const { id } = await doctor('POST', '/prescriptions', order(world.patient, 'paracetamol', { dose: { amount: 500, unit: 'mg', times_per_day: 3 } }));
  const { page, go, close } = await as('dr.amin');
  await go(`/prescriptions/${id}`);
  await page.getByRole('button', { name: 'Take back' }).click();
  await page.getByRole('dialog').getByLabel('Reason').fill('not needed any more');
  await pharmacist('POST', `/prescriptions/${id}/verify`);
  await page.getByRole('dialog').getByRole('button', { name: 'Take back' }).click();
  await page.getByRole('alert').filter({ hasText: 'Somebody else changed this prescription' }).waitFor();
  await page.getByRole('dialog').getByRole('button', { name: 'Cancel' }).click();
  await page.getByText('Verified', { exact: true }).first().waitFor();
  assert.equal((await doctor('GET', `/prescriptions/${id}`)).status, 'active');
  await close();
});

test('a high-alert drug is given with wristband, pack and a second person', async () => {
  const doctor = await world.call('dr.amin');
  const pharmacist = await world.call('ph.rania');
  const morphine = await doctor('POST', '/prescriptions', order(world.patient, 'morphine', { dose: { amount: 5, unit: 'mg', times_per_day: 4 } }));
  const answered = morphine.status === 'draft' ? await doctor('POST', `/prescriptions/${morphine.id}/submit`, { overrides: morphine.check.open_alerts.map((alert_id) => ({ alert_id, reason: 'will-monitor', comment: 'monitored on the ward' })) }) : morphine;
  await pharmacist('POST', `/prescriptions/${answered.id}/verify`);
  const { page, close } = await as('nurse.hala');
  await page.getByRole('link', { name: /^Patients with medication 1/ }).click();
  const patient = page.getByRole('article', { name: /EVERYMAN/ });
  await patient.getByRole('listitem').filter({ hasText: 'morphine' }).filter({ hasText: 'Due' }).getByRole('button').click();
  const dialog = page.getByRole('dialog');
  await dialog.getByText('High alert').waitFor();
  const noteIt = dialog.getByRole('button', { name: 'Note it' });
  await dialog.getByLabel('Wristband').fill(world.patient.id);
  await dialog.getByLabel('Pack').fill(morphine.prescription_number);
  await dialog.getByText('A second person must check this drug').waitFor();
  await dialog.getByLabel('Second person').fill('nurse.hala');
  await dialog.getByText('must be somebody else than you').waitFor();
  assert.ok(await noteIt.isDisabled());
  await dialog.getByLabel('Second person').fill('nurse.sami');
  // The wrong pack is refused by the hub, and said.
  await dialog.getByLabel('Pack').fill('RX-0000000000');
  await noteIt.click();
  await dialog.getByText('The pack belongs to another prescription').waitFor();
  await dialog.getByLabel('Pack').fill(morphine.prescription_number);
  await noteIt.click();
  await page.getByText('The dose is noted.').waitFor();
  await patient.getByRole('link', { name: /EVERYMAN/ }).click();
  await page.getByRole('region', { name: 'morphine' }).getByText('checked by nurse.sami').waitFor();
  await close();
});

test('results show flags with signs, the critical ones by themselves, and a trend', async () => {
  const { page, close } = await as('lab.omar');
  await page.getByRole('link', { name: 'Look up results' }).click();
  await page.getByLabel('Name or number').fill('100234');
  await page.getByRole('list', { name: 'Patients' }).getByRole('link', { name: /EVERYMAN/ }).click();
  const table = page.getByRole('table', { name: 'Results' });
  await table.getByText('6.90 mmol/L ↑↑').waitFor();
  await page.getByRole('button', { name: 'Critical (1)' }).click();
  await table.getByText('Glucose').waitFor({ state: 'detached' });
  await page.getByRole('button', { name: 'Trend of Potassium' }).click();
  await page.getByRole('img', { name: 'Potassium over time: 3 values, the latest 6.90 mmol/L' }).waitFor();
  // What the role may not see is not there.
  assert.equal(await page.getByRole('link', { name: 'Medication', exact: true }).count(), 0);
  await close();
});

test('a role sees its own pages only', async () => {
  const { page, go, close } = await as('desk.lina');
  const menu = page.getByRole('navigation', { name: 'Pages' });
  assert.deepEqual(await menu.getByRole('link').allInnerTexts(), ['Home', 'Patients', 'Appointments', 'Beds', 'My account']);
  for (const path of ['/prescriptions', '/pharmacy', '/audit', '/alerts']) {
    await go(path);
    await page.getByText('Your role does not have this page').waitFor();
  }
  await go('/patients/new');
  await page.getByLabel('Number').fill('555001');
  await page.getByLabel('Family name').fill('EVERYWOMAN');
  await page.getByLabel('Given names').fill('EVE');
  await page.getByLabel('Born on').fill('1984-02');
  await page.getByRole('button', { name: 'Register', exact: true }).click();
  await page.getByRole('region', { name: 'Patient', exact: true }).getByText('Feb 1984').waitFor();
  // The same number again leads to the patient who has it.
  await go('/patients/new');
  await page.getByLabel('Number').fill('555001');
  await page.getByLabel('Family name').fill('EVERYWOMAN');
  await page.getByLabel('Given names').fill('EVE');
  await page.getByText('Is it one of these?').waitFor();
  await page.getByRole('button', { name: 'Register', exact: true }).click();
  await page.getByText('A patient has this number already.').waitFor();
  await close();
});

test('a second factor is set up, asked for at the sign-in, and recovered from', async () => {
  const { page, go, close } = await as('dr.amin');
  await go('/account');
  await page.getByRole('button', { name: 'Set it up' }).click();
  const dialog = page.getByRole('dialog', { name: 'Set up the second factor' });
  await dialog.getByLabel('Your password').fill(STAFF_PASSWORD);
  await dialog.getByRole('button', { name: 'Go on' }).click();
  await dialog.getByRole('img', { name: /QR code/ }).waitFor();
  const secret = (await dialog.getByTestId('totp-key').innerText()).replace(/\s/g, '');
  await dialog.getByRole('textbox', { name: 'Code' }).fill(totp(secret));
  await dialog.getByRole('button', { name: 'Put it in use' }).click();
  await dialog.getByRole('button', { name: 'I have kept them' }).waitFor();
  const codes = await dialog.getByRole('list', { name: 'Recovery codes' }).getByRole('listitem').allInnerTexts();
  assert.equal(codes.length, 10);
  await dialog.getByRole('button', { name: 'I have kept them' }).click();
  await page.getByText('In use', { exact: true }).waitFor();
  await page.getByRole('button', { name: 'dr.amin' }).click();
  await page.getByRole('menuitem', { name: 'Sign out' }).click();

  await typeCredentials(page, 'dr.amin', STAFF_PASSWORD);
  await page.getByRole('textbox', { name: 'Code' }).fill('000000');
  await page.getByRole('button', { name: 'Sign in' }).click();
  await page.getByText('This code is not right').waitFor();
  // A code works once, and the one of the set-up was used: the next is good already.
  await page.getByRole('textbox', { name: 'Code' }).fill(totp(secret, 1));
  await page.getByRole('button', { name: 'Sign in' }).click();
  await page.getByRole('heading', { name: 'Home', exact: true }).waitFor();
  await close();

  const again = await opened(browser, world.base);
  await typeCredentials(again.page, 'dr.amin', STAFF_PASSWORD);
  await again.page.getByRole('button', { name: 'Use a recovery code' }).click();
  await again.page.getByLabel('Recovery code').fill(codes[0]);
  await again.page.getByRole('button', { name: 'Sign in' }).click();
  await again.page.getByRole('heading', { name: 'Home', exact: true }).waitFor();
  await again.page.goto(`${world.base}/account`);
  await again.page.getByText('9 recovery codes').waitFor();
  assert.deepEqual(again.complaints, []);
  await again.page.context().close();
});

test('when a session ends what was typed is still there after signing in again', async () => {
  const { page, go, close } = await as('desk.lina');
  await go('/patients/new');
  await page.getByLabel('Family name').fill('EVERYBODY');
  const { items } = await world.admin('GET', '/users?limit=100');
  const { id } = items.find(({ username }) => username === 'desk.lina');
  await world.admin('DELETE', `/users/${id}/sessions`);
  await page.getByLabel('Given names').fill('ANY');
  const again = page.getByRole('dialog', { name: 'Sign in again' });
  await again.waitFor();
  await typeCredentials(again, 'desk.lina', STAFF_PASSWORD);
  await again.waitFor({ state: 'detached' });
  assert.equal(await page.getByLabel('Family name').inputValue(), 'EVERYBODY');
  await close();
});

const PAGES = {
  'dr.osman': ['/home', '/patients', '/patients/new', '/patients/ID', '/patients/ID/allergies', '/patients/ID/encounters', '/patients/ID/results', '/patients/ID/medication', '/patients/ID/doses', '/patients/ID/vitals', '/patients/ID/appointments', '/patients/ID/print?what=wristband', '/patients/ID/print?what=labels', '/patients/ID/print?what=summary', '/patients/ID/prescribe', '/patients/ID/problems', '/patients/ID/notes', '/patients/ID/observations', '/patients/ID/procedures', '/patients/ID/immunizations', '/prescriptions', '/prescriptions/RX', '/prescriptions/RX/print', '/alerts', '/high-alert', '/account'],
  'ph.rania': ['/pharmacy', '/high-alert', '/prescriptions/RX', '/inventory', '/inventory/alerts', '/inventory/orders', '/inventory/batches/{batch}', '/inventory/counts', '/inventory/counts/{count}', '/inventory/items', '/inventory/places', '/inventory/suppliers'],
  'clerk.sara': ['/patients/ID/billing', '/billing', '/billing/charges', '/billing/accounts/{account}', '/billing/invoices/{invoice}', '/billing/invoices/{invoice}/print', '/billing/claims', '/billing/claims/{claim}', '/billing/approvals', '/billing/prices', '/billing/prices/{list}', '/billing/reports', '/billing/statements/{statement}', '/payments', '/payments/plans', '/payments/plans/{plan}', '/payments/disputes', '/payments/daily', '/payments/drawer'],
  [MANAGER]: ['/payments/{payment}', '/payments/verification', '/payments/refunds', '/payments/reconciliation'],
  admin: ['/patients/ID/merge', '/notifications/templates', '/notifications/templates/{template}', '/notifications/sent', '/sites', '/sites/{facility}', '/sites/organizations', '/sites/staff', '/sites/staff/{doctor}'],
  'nurse.hala': ['/doses', '/beds', '/alarms', '/notifications', '/notifications/preferences'],
  'desk.lina': ['/home', '/appointments?view=day', '/appointments?view=week', '/appointments?view=list', '/appointments/today', '/appointments/waiting', '/appointments/AP'],
  'lab.omar': ['/lab'],
  'audit.nour': ['/audit'],
};

let booked = null;
let books = null;

/** Appointments, values, an alarm and a prescription, so that pages are looked at with something on them. */
async function somethingOnEveryPage() {
  if (booked) return booked;
  const { admin, house, patient } = world;
  const { slots } = await freeTimes(admin, house);
  booked = await book(admin, house, patient, slots[1], { reason: 'cough' });
  await admin('POST', `/appointments/${booked.id}/check-in`);
  await book(admin, house, patient, slots[3], { priority: 'urgent' });
  await admin('POST', '/waitlist', { patient_id: patient.id, facility_id: house.facility.id, kind: 'consultation', minutes: 30, earliest: slots[0].starts_at.slice(0, 10), latest: '2099-12-31' });
  const { items } = await admin('GET', `/patients/${patient.id}/encounters`);
  await admin('POST', `/beds/${house.beds[0].id}/assign`, { encounter_id: items.find(({ status }) => status === 'in-progress').id });
  await measure(admin, { heart_rate: 150, temperature: 37.4 });
  const doctor = await world.call('dr.osman');
  await doctor('POST', '/prescriptions', order(patient, 'omeprazole', { dose: { amount: 20, unit: 'mg', times_per_day: 1 } }));
  books = { ...(await fillBooks(world)), ...(await fillDesk(world)) };
  return booked;
}

for (const [look, options] of Object.entries({ 'light at 1280': { colorScheme: 'light' }, 'dark at 390': { colorScheme: 'dark', viewport: { width: 390, height: 844 } }, 'Arabic at 390': { language: 'ar', viewport: { width: 390, height: 844 } } })) {
  test(`every page is accessible and fits its window: ${look}`, async () => {
    const booked = await somethingOnEveryPage();
    const { items } = await world.admin('GET', `/prescriptions?patient=${world.patient.id}`);
    const found = [];
    for (const [username, paths] of Object.entries(PAGES)) {
      const { page, go, close } = await as(username, options);
      for (const path of paths) {
        await go(path.replace('ID', world.patient.id).replace('RX', items.at(-1).id).replace('AP', booked.id).replace(/\{(\w+)\}/, (_, name) => books[name]));
        await page.locator('main h1, main h2').first().waitFor();
        await page.waitForLoadState('networkidle', { timeout: 3_000 }).catch(() => undefined);
        found.push(...(await accessibility(page)).map((one) => `${path}: ${one}`));
        const { scrollWidth, clientWidth } = await page.locator('main').evaluate((main) => ({ scrollWidth: main.scrollWidth, clientWidth: main.clientWidth }));
        if (scrollWidth > clientWidth) found.push(`${path}: is ${scrollWidth - clientWidth} px wider than the window`);
      }
      await close();
    }
    assert.deepEqual(found, []);
  });
}
