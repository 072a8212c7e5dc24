// The laboratory over a real hub: from the order to the critical result that a doctor acknowledges, with keyboard and scanner.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { act, buildCatalogue, collect, enter, numeric, orderTests, received, verify } from './lab.mjs';
import { accessibility, openBrowser, signedIn } from './lib.mjs';
import { STAFF_PASSWORD, startWorld } from './world.mjs';

let world;
let browser;
let catalogue;

before(async () => {
  world = await startWorld();
  catalogue = await buildCatalogue(world.admin);
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
  return { page, go: (path) => page.goto(world.base + path), close };
}

/** As a scanner does: fast, with Enter at the end. */
async function scan(page, text) {
  await page.keyboard.type(text);
  await page.keyboard.press('Enter');
}

test('an order goes from the basket over collection and receipt to a critical result that a doctor acknowledges', async () => {
  const { patient, admin } = world;
  // The doctor orders a panel and a test at once.
  const doctor = await as('dr.osman');
  await doctor.go(`/patients/${patient.id}/laboratory`);
  const search = doctor.page.getByRole('combobox', { name: 'Test or panel' });
  await search.fill('electro');
  await search.press('Enter');
  await search.fill('hepat');
  await search.press('Enter');
  const basket = doctor.page.getByRole('list', { name: 'Basket' });
  await basket.getByText('Electrolytes').waitFor();
  await doctor.page.getByRole('combobox', { name: 'Priority' }).click();
  await doctor.page.getByRole('option', { name: 'At once' }).click();
  // What is not done at once is said before it is ordered.
  await doctor.page.getByText('The laboratory does not do these at once:').waitFor();
  await doctor.page.getByLabel('Why it is ordered').fill('palpitations');
  await doctor.page.getByRole('button', { name: 'Order', exact: true }).click();
  await doctor.page.getByText(/^Ordered: LAB-/).waitFor();
  const number = (await doctor.page.getByText(/^Ordered: LAB-/).innerText()).replace('Ordered: ', '');
  await doctor.page.getByRole('listitem', { name: `Order ${number}` }).getByText('Specimen to be collected').waitFor();

  // The nurse collects: a wrong wristband is refused, and said loudly.
  await orderTests(admin, world.house, patient, ['2345-7']);
  const nurse = await as('nurse.hala');
  await nurse.go('/laboratory?list=collect');
  const rows = nurse.page.getByRole('list', { name: 'To collect' }).getByRole('listitem');
  await rows.filter({ hasText: number }).waitFor();
  // What is wanted at once is on top, though another order is there.
  const texts = await rows.allInnerTexts();
  assert.match(texts[0], /STAT/);
  assert.ok(texts[0].includes(number), texts.join('\n'));
  await rows.filter({ hasText: number }).getByRole('link').click();
  const form = nurse.page.getByRole('form', { name: 'Collect a specimen' });
  assert.ok(await form.getByRole('button', { name: 'It is collected' }).isDisabled());
  await form.getByLabel('Scan the wristband').focus();
  await scan(nurse.page, '999999');
  await nurse.page.getByRole('alert').filter({ hasText: 'Wrong patient' }).waitFor();
  assert.equal(await form.getByLabel('Scan the wristband').inputValue(), '');
  await scan(nurse.page, '100234');
  await nurse.page.getByText('The specimen is noted. Put its label on it now.').waitFor();
  await nurse.page.getByRole('link', { name: 'Print the label' }).click();
  const label = nurse.page.getByRole('group', { name: 'Label' });
  await label.getByRole('img', { name: /^Barcode / }).waitFor();
  await label.getByText('STAT').waitFor();
  const barcode = (await label.getByRole('img', { name: /^Barcode / }).getAttribute('aria-label')).replace('Barcode ', '');
  await nurse.page.emulateMedia({ media: 'print' });
  assert.equal(await nurse.page.getByRole('button', { name: 'Print' }).isVisible(), false);
  await nurse.close();

  // The technician scans it, receives it, and enters with the keyboard alone.
  const omar = await as('lab.omar');
  await omar.page.getByRole('link', { name: /^To receive 1/ }).click();
  await omar.page.getByRole('list', { name: 'To receive' }).getByText(barcode).waitFor();
  await omar.page.getByLabel('Scan a label').focus();
  await scan(omar.page, 'NO-SUCH-LABEL');
  await omar.page.getByRole('alert').filter({ hasText: 'No specimen has the label NO-SUCH-LABEL' }).waitFor();
  await scan(omar.page, barcode);
  await omar.page.getByLabel('Where it is now').waitFor();
  await scan(omar.page, 'Main laboratory');
  const custody = omar.page.getByRole('list', { name: 'Who had it' });
  await custody.getByText('lab.omar').waitFor();
  await custody.getByText('nurse.hala').waitFor();
  await omar.page.getByRole('link', { name: 'To the order and its results' }).click();
  await omar.page.getByLabel('Value of Potassium').focus();
  await scan(omar.page, '7.1');
  await scan(omar.page, '140');
  await omar.page.keyboard.press('ArrowDown');
  await omar.page.keyboard.press('Enter');
  assert.equal(await omar.page.evaluate(() => document.activeElement?.textContent), 'Save the results');
  await omar.page.keyboard.press('Enter');
  await omar.page.getByText('The results are saved. They are shown to others once they are verified.').waitFor();
  const table = omar.page.getByRole('table', { name: 'Results of the order' });
  const potassium = table.getByRole('row').filter({ hasText: 'Potassium' }).first();
  await potassium.getByText('Critical').waitFor();
  await potassium.getByText('3.5-5.1').waitFor();
  // The last value stands beside it.
  await potassium.getByText('6.90 mmol/L').waitFor();
  assert.ok(await omar.page.getByRole('button', { name: 'Verify Potassium' }).isDisabled());
  await omar.page.getByText(/It is critical, so somebody else than who entered it verifies it/).waitFor();
  // What is neither critical nor a jump, the same person verifies.
  await omar.page.getByRole('button', { name: 'Verify all (2)' }).click();
  await omar.page.getByText('Verified; everybody sees it now.').waitFor();
  await omar.close();

  // Nobody else sees it yet; the second technician verifies.
  await doctor.page.reload();
  const card = doctor.page.getByRole('listitem', { name: `Order ${number}` });
  await card.getByText('Sodium').first().waitFor();
  assert.equal(await card.getByText('7.1 mmol/L').count(), 0);
  const mona = await as('lab.mona');
  await mona.page.getByRole('link', { name: /^Results to verify 1/ }).click();
  await mona.page.getByRole('list', { name: 'Results to verify' }).getByRole('link').click();
  await mona.page.getByRole('button', { name: 'Verify Potassium' }).click();
  await mona.page.getByText('Verified; everybody sees it now.').waitFor();
  await mona.page.getByText('Completed').waitFor();

  // She calls; a value that is read back wrongly is refused, and the app never shows it in the field.
  await mona.go('/laboratory?list=critical');
  const open = mona.page.getByRole('list', { name: 'Critical results' }).getByRole('link').filter({ hasText: 'Potassium' });
  await open.last().waitFor();
  const { items } = await admin('GET', '/lab/critical-results?status=open');
  await mona.go(`/laboratory/critical/${items.at(-1).id}`);
  await mona.page.getByText('7.1 mmol/L ↑↑').waitFor();
  await mona.page.getByRole('textbox', { name: 'Who was called' }).fill('Dr Osman, ward');
  await mona.page.getByLabel('Reached', { exact: true }).check();
  const readBack = mona.page.getByLabel('The value as they read it back');
  assert.equal(await readBack.inputValue(), '');
  assert.equal(await readBack.getAttribute('placeholder'), null);
  await readBack.fill('1.7');
  await mona.page.getByRole('button', { name: 'Note the call' }).click();
  await mona.page.getByRole('alert').filter({ hasText: 'This is not the value of the result' }).waitFor();
  assert.equal(await readBack.inputValue(), '');
  await mona.page.getByLabel('Not reached').check();
  await mona.page.getByRole('button', { name: 'Note the call' }).click();
  await mona.page.getByText('The call is noted.').waitFor();
  await mona.page.getByRole('list', { name: 'Who was called' }).getByText('not reached').waitFor();
  await mona.close();

  // The doctor comes from the home page.
  await doctor.go('/home');
  await doctor.page.getByRole('link', { name: /^Critical results / }).click();
  await doctor.page.getByRole('list', { name: 'Critical results' }).getByRole('link').filter({ hasText: '1 call' }).click();
  await doctor.page.getByLabel('The value as you read it').fill('7.10');
  await doctor.page.getByLabel('What is done about it').first().fill('calcium given');
  await doctor.page.getByRole('button', { name: 'Acknowledge' }).click();
  await doctor.page.getByText('It is acknowledged.').waitFor();
  await doctor.page.getByText('calcium given').waitFor();
  const critical = await admin('GET', `/lab/critical-results/${items.at(-1).id}`);
  assert.deepEqual([critical.status, critical.acknowledged_by, critical.calls.length], ['acknowledged', 'dr.osman', 1]);
  await doctor.close();
});

test('a result that somebody changed meanwhile is not verified unseen', async () => {
  const { admin, house, patient } = world;
  const { Sodium } = catalogue.tests;
  const order = await orderTests(admin, house, patient, ['2951-2'], { priority: 'urgent' });
  const specimen = await received(admin, order);
  await enter(admin, order, [numeric(Sodium, '138')], specimen.id);
  const { page, go, close } = await as('lab.mona');
  await go(`/laboratory/orders/${order.id}`);
  await page.getByRole('button', { name: 'Verify Sodium' }).waitFor();
  assert.equal(await page.getByLabel('Value of Sodium').inputValue(), '138');
  await enter(admin, order, [numeric(Sodium, '131')], specimen.id);
  await page.getByRole('button', { name: 'Verify Sodium' }).click();
  await page.getByRole('alert').filter({ hasText: 'Somebody else changed this after you opened it, so nothing was done.' }).waitFor();
  // What is there now is shown, with who replaced what; then it may be verified.
  await page.waitForFunction(() => document.querySelector('[data-entry]')?.value === '131');
  await page.getByRole('button', { name: 'History of Sodium' }).click();
  await page.getByRole('list', { name: 'What was there before' }).getByText('138 mmol/L').waitFor();
  await page.getByRole('button', { name: 'Verify Sodium' }).click();
  await page.getByText('Verified; everybody sees it now.').waitFor();

  // Corrected with a reason, and the former value is kept.
  await page.getByRole('button', { name: 'Correct Sodium' }).click();
  const dialog = page.getByRole('dialog', { name: 'Correct Sodium' });
  await dialog.getByLabel('What was really found').fill('141');
  assert.ok(await dialog.getByRole('button', { name: 'Correct', exact: true }).isDisabled());
  await dialog.getByLabel('Reason').fill('tubes were mixed up');
  await dialog.getByRole('button', { name: 'Correct', exact: true }).click();
  await page.getByText('The result is corrected; the former value is kept.').waitFor();
  await page.getByRole('list', { name: 'What was there before' }).getByText('tubes were mixed up').waitFor();
  await close();
});

test('a specimen that somebody else handled is shown as it is, and a rejected one is collected anew', async () => {
  const { admin, house, patient } = world;
  const order = await orderTests(admin, house, patient, ['2345-7'], { priority: 'asap' });
  const specimen = await collect(admin, order);
  const { page, go, close } = await as('lab.omar');
  await go(`/laboratory/specimens/${specimen.id}`);
  await page.getByRole('button', { name: 'Reject', exact: true }).first().click();
  await page.getByRole('combobox', { name: 'Quality' }).click();
  await page.getByRole('option', { name: 'Hemolysed' }).click();
  await page.getByLabel('Reason').fill('red serum');
  await act(admin, specimen, { action: 'send', to: 'Main laboratory' });
  const form = page.getByRole('form', { name: 'Reject' });
  await form.getByRole('button', { name: 'Reject' }).click();
  await page.getByRole('alert').filter({ hasText: 'Somebody else changed this after you opened it' }).waitFor();
  await page.getByRole('list', { name: 'Who had it' }).getByText('On its way').waitFor();
  await page.getByRole('button', { name: 'I have read it again' }).click();
  await page.getByRole('combobox', { name: 'Quality' }).click();
  await page.getByRole('option', { name: 'Hemolysed' }).click();
  await page.getByLabel('Reason').fill('red serum');
  await form.getByRole('button', { name: 'Reject' }).click();
  await page.getByRole('list', { name: 'Who had it' }).getByText('red serum').waitFor();
  await go('/laboratory?list=collect');
  await page.getByRole('list', { name: 'To collect' }).getByText(order.order_number).waitFor();
  await close();
});

test('a test is added with ranges by age, and an order is cancelled with a reason', async () => {
  const { admin, house, patient } = world;
  const { page, go, close } = await as('lab.omar');
  await go('/laboratory/catalogue/tests/new');
  await page.getByRole('textbox', { name: 'Name', exact: true }).fill('Creatinine');
  await page.getByRole('textbox', { name: 'Code', exact: true }).fill('2160-0');
  await page.getByLabel('Unit', { exact: true }).fill('µmol/L');
  await page.getByRole('button', { name: 'Add a range' }).click();
  const range = page.getByRole('group', { name: 'Range 1' });
  await range.getByLabel('From age', { exact: true }).fill('18');
  await range.getByLabel('Low', { exact: true }).fill('60');
  await range.getByLabel('High', { exact: true }).fill('110');
  await page.getByRole('button', { name: 'Save', exact: true }).click();
  await page.getByRole('list', { name: 'Tests' }).getByText('Creatinine').click();
  assert.equal(await page.getByRole('group', { name: 'Range 1' }).getByLabel('From age', { exact: true }).inputValue(), '18');
  const { items } = await admin('GET', '/lab/tests?code=2160-0');
  assert.deepEqual(items[0].test.ranges, [{ from_days: 6574, low: '60', high: '110' }]);

  const order = await orderTests(admin, house, patient, ['2160-0']);
  await go(`/laboratory/orders/${order.id}`);
  await page.getByRole('button', { name: `Cancel the order ${order.order_number}` }).click();
  const dialog = page.getByRole('dialog', { name: `Cancel order ${order.order_number}?` });
  assert.ok(await dialog.getByRole('button', { name: 'Cancel the order' }).isDisabled());
  await dialog.getByLabel('Reason').fill('ordered twice');
  await dialog.getByRole('button', { name: 'Cancel the order' }).click();
  await page.getByText('The order is cancelled.').waitFor();
  await page.getByText('ordered twice').waitFor();
  await close();
});

for (const [look, options] of Object.entries({ 'light at 1280': { colorScheme: 'light' }, 'dark at 390': { colorScheme: 'dark', viewport: { width: 390, height: 844 } }, 'Arabic at 390': { language: 'ar', viewport: { width: 390, height: 844 } } })) {
  test(`the laboratory's pages are accessible and fit their window: ${look}`, async () => {
    const { admin, house, patient } = world;
    const { Potassium } = catalogue.tests;
    const order = await orderTests(admin, house, patient, ['LYTES'], { priority: 'stat' });
    const specimen = await received(admin, order);
    const results = await enter(admin, order, [numeric(Potassium, '7.2')], specimen.id);
    const technician = await world.call('lab.mona');
    await verify(technician, results);
    await orderTests(admin, house, patient, ['5778-6'], { priority: 'urgent' });
    const { items } = await admin('GET', '/lab/critical-results?status=open');
    const lists = ['collect', 'receive', 'examine', 'verify', 'critical'].map((list) => `/laboratory?list=${list}`);
    const pages = {
      'lab.omar': [...lists, `/laboratory/orders/${order.id}`, `/laboratory/specimens/${specimen.id}`, `/laboratory/specimens/${specimen.id}/label`, `/laboratory/critical/${items[0].id}`, '/laboratory/catalogue', '/laboratory/catalogue?of=panels', `/laboratory/catalogue/tests/${Potassium.id}`, `/laboratory/catalogue/tests/${catalogue.tests['Hepatitis B surface antigen'].id}`, `/laboratory/catalogue/panels/${catalogue.panel.id}`],
      'nurse.hala': ['/laboratory?list=collect', `/laboratory/critical/${items[0].id}`],
      'dr.osman': [`/patients/${patient.id}/laboratory`, `/patients/${patient.id}/results`, '/laboratory?list=critical'],
    };
    const found = [];
    for (const [username, paths] of Object.entries(pages)) {
      const { page, go, close } = await as(username, options);
      for (const path of paths) {
        await go(path);
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
