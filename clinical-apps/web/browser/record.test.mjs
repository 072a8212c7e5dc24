// The longitudinal record over a real hub: a structured note from its first word to its co-signature, and what is read of it.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { accessibility, openBrowser, signedIn } from './lib.mjs';
import { fillRecord } from './record.mjs';
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
  /** `expected`: what the test itself made the browser complain of. */
  const close = async (expected = /^$/) => {
    assert.deepEqual(complaints.filter((one) => !expected.test(one)), []);
    await page.context().close();
  };
  return { page, go: (path) => page.goto(world.base + path), close };
}

const noteOf = async (call, patient) => (await call('GET', `/ehr/soap-notes?patient=${patient.id}`)).items[0];

test('a note is drafted, kept without the hub and over a reload, signed, read, added to, amended, compared and co-signed', async () => {
  const { patient } = world;
  const doctor = await world.call('dr.osman');
  const own = await as('dr.osman');
  const { page } = own;
  await own.go(`/patients/${patient.id}/record`);
  await page.getByRole('button', { name: 'Write a structured note' }).click();
  await page.getByRole('dialog').getByLabel('Why the patient comes').fill('Chest pain');
  await page.getByRole('dialog').getByRole('button', { name: 'Begin' }).click();
  const editor = page.getByRole('region', { name: 'Write a structured note' });
  await editor.getByLabel('Subjective').fill('Pain since the morning');
  await editor.getByText(/^Saved at the hub at/).waitFor();
  assert.equal((await noteOf(doctor, patient)).subjective, 'Pain since the morning');

  // The hub is out of reach: what is typed stays, is said to be in this tab only, and is there again after a reload.
  await page.route('**/api/v1/ehr/soap-notes/*', (route) => (route.request().method() === 'PUT' ? route.abort() : route.fallback()));
  await editor.getByLabel('Plan').fill('ECG and troponin');
  await editor.getByText(/^Not at the hub yet\. What you typed is kept in this tab/).waitFor();
  page.on('dialog', (dialog) => void dialog.accept());
  await page.reload();
  await editor.getByText(/was found in this tab, and is here again/).waitFor();
  assert.equal(await editor.getByLabel('Plan').inputValue(), 'ECG and troponin');
  await page.unroute('**/api/v1/ehr/soap-notes/*');
  await editor.getByText(/^Saved at the hub at/).waitFor();
  assert.equal((await noteOf(doctor, patient)).plan, 'ECG and troponin');

  // A nurse sees who writes, until when, and does not get in between.
  const nurse = await as('nurse.hala');
  const { id } = await noteOf(doctor, patient);
  const there = `/patients/${patient.id}/record/notes/${id}`;
  await nurse.go(`${there}/write`);
  await nurse.page.getByText(/^dr\.osman writes in this draft, until/).waitFor();
  await nurse.page.getByRole('button', { name: 'Take over' }).waitFor();

  await editor.getByRole('button', { name: 'Sign', exact: true }).click();
  await page.getByRole('dialog', { name: 'Sign the note' }).getByRole('button', { name: 'Sign', exact: true }).click();
  await page.getByText('The note is signed; its text is locked.').waitFor();

  await nurse.go(there);
  await nurse.page.getByRole('article', { name: 'Chest pain' }).getByText('ECG and troponin').waitFor();
  assert.equal(await nurse.page.getByRole('button', { name: 'Amend' }).count(), 0);
  await nurse.page.getByRole('button', { name: 'Add to it' }).click();
  await nurse.page.getByRole('dialog').getByLabel('Text').fill('Patient is fasting');
  await nurse.page.getByRole('dialog').getByRole('button', { name: 'Add', exact: true }).click();
  await nurse.page.getByRole('region', { name: 'Addendum' }).getByText('Patient is fasting').waitFor();
  await nurse.close();

  await page.reload();
  await page.getByRole('button', { name: 'Amend', exact: true }).click();
  const amend = page.getByRole('dialog', { name: 'Amend the note' });
  await amend.getByLabel('Plan').fill('ECG, troponin and chest X-ray');
  await amend.getByLabel('Reason').fill('X-ray was left out');
  await amend.getByRole('button', { name: 'Amend and sign' }).click();
  await page.getByText('The note is amended and signed anew.').waitFor();
  await page.getByRole('link', { name: 'What changed' }).click();
  const plan = page.getByRole('table', { name: 'Plan' });
  await plan.getByRole('cell', { name: /ECG and troponin/ }).waitFor();
  await plan.getByRole('cell', { name: /ECG, troponin and chest X-ray/ }).waitFor();
  assert.deepEqual(await accessibility(page), []);

  await page.getByRole('link', { name: 'Back to the note' }).click();
  await page.getByRole('button', { name: 'Ask for a co-signature' }).click();
  const ask = page.getByRole('dialog', { name: 'Ask for a co-signature' });
  await ask.getByLabel(/^Who is to co-sign/).fill('dr.amin');
  await ask.getByRole('button', { name: 'Ask', exact: true }).click();
  await page.getByText('The co-signature is asked for.').waitFor();
  // The hub was out of reach for a while.
  await own.close(/net::ERR_FAILED/);

  // From the bell to the notes of the chart, and from the list of what waits to the note.
  const other = await as('dr.amin');
  await other.page.getByRole('button', { name: /^Notifications: \d+ not read/ }).click();
  await other.page.getByRole('dialog', { name: 'Notifications' }).getByRole('listitem').filter({ hasText: 'A note to be co-signed' }).getByRole('link', { name: /^Show it/ }).click();
  await other.page.getByRole('list', { name: 'Structured notes' }).getByRole('link', { name: /Chest pain.*Waits for your co-signature/ }).waitFor();
  await other.go('/records/to-co-sign');
  await other.page.getByRole('list', { name: 'To co-sign' }).getByRole('link', { name: /EVERYMAN/ }).click();
  await other.page.getByRole('button', { name: 'Co-sign', exact: true }).click();
  await other.page.getByRole('dialog').getByRole('button', { name: 'Co-sign', exact: true }).click();
  await other.page.getByText('The note is co-signed.').waitFor();
  await other.page.getByRole('button', { name: 'Check the signatures' }).click();
  await other.page.getByText(/^All \d+ versions are what was signed\.$/).waitFor();
  await other.close();
  const note = await noteOf(doctor, patient);
  assert.deepEqual([note.status, note.cosignature.state, note.addenda.length], ['amended', 'signed', 1]);
});

test('a directive is seen in the banner once it is confirmed, a document is brought and comes back byte for byte, and the summary is whole', async () => {
  const { patient } = world;
  const { page, go, close } = await as('dr.osman');
  await go(`/patients/${patient.id}/record/wishes`);
  const banner = page.getByRole('region', { name: 'Patient', exact: true });
  await page.getByRole('button', { name: 'Record a directive' }).click();
  await page.getByRole('dialog').getByLabel('What the patient wants').fill('No resuscitation');
  await page.getByRole('dialog').getByRole('button', { name: 'Save' }).click();
  const row = page.getByRole('list', { name: 'Advance directives' }).getByRole('listitem');
  await row.getByText('Not confirmed').waitFor();
  assert.equal(await banner.getByText('Do not resuscitate').count(), 0);
  await row.getByRole('button', { name: 'Confirm or take back' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByRole('combobox', { name: 'State' }).click();
  await page.getByRole('option', { name: 'Counts' }).click();
  await dialog.getByLabel('Reason').fill('confirmed with the family');
  await dialog.getByRole('button', { name: 'Save' }).click();
  await banner.getByText('Do not resuscitate').waitFor();

  await go(`/patients/${patient.id}/record/documents`);
  await page.getByRole('button', { name: 'Describe a document' }).click();
  await page.getByRole('dialog').getByLabel('Title').fill('Letter of the clinic');
  await page.getByRole('dialog').getByRole('button', { name: 'Save' }).click();
  await page.getByRole('button', { name: 'Bring the content' }).click();
  const file = { name: 'letter.txt', mimeType: 'text/plain', buffer: Buffer.from('سلام, a letter') };
  await page.getByLabel('File', { exact: true }).setInputFiles(file);
  await page.getByRole('dialog').getByRole('button', { name: 'Bring it' }).click();
  await page.getByText('The content is on record.').waitFor();
  await page.getByRole('button', { name: 'Open', exact: true }).click();
  await page.getByRole('dialog').getByText('سلام, a letter').waitFor();
  await page.getByRole('dialog').getByRole('button', { name: 'Close' }).click();
  const [download] = await Promise.all([page.waitForEvent('download'), page.getByRole('button', { name: 'Download' }).click()]);
  assert.equal(download.suggestedFilename(), 'Letter-of-the-clinic.txt');

  await page.getByRole('link', { name: 'Summary', exact: true }).click();
  await page.getByRole('region', { name: 'Advance directives' }).getByText('No resuscitation').waitFor();
  assert.equal(await page.getByText('This summary is not whole').count(), 0);
  const [bundle] = await Promise.all([page.waitForEvent('download'), page.getByRole('button', { name: 'FHIR document' }).click()]);
  const stream = await bundle.createReadStream();
  const chunks = [];
  for await (const chunk of stream) chunks.push(chunk);
  const document = JSON.parse(Buffer.concat(chunks).toString());
  assert.deepEqual([document.resourceType, document.type], ['Bundle', 'document']);
  await close();
});

test('pages of the record fit a telephone, in Arabic too, and have no findings of axe', async () => {
  const { patient } = world;
  const known = await fillRecord(world);
  const pages = ['', '/problems', '/care-plans', '/histories', '/wishes', '/team', '/documents', '/hand-over', `/notes/${known.note}`, `/notes/${known.note}/versions`].map((path) => `/patients/${patient.id}/record${path}`);
  const { page, go, close } = await as('dr.osman', { language: 'ar', viewport: { width: 400, height: 844 } });
  for (const path of [...pages, `/patients/${patient.id}/summary`, '/records', '/records/hand-over', '/records/care-plans']) {
    await go(path);
    await page.waitForLoadState('networkidle', { timeout: 5_000 }).catch(() => undefined);
    const { scrollWidth, clientWidth } = await page.locator('main').evaluate(({ scrollWidth, clientWidth }) => ({ scrollWidth, clientWidth }));
    assert.ok(scrollWidth <= clientWidth, `${path} is ${scrollWidth - clientWidth} px too wide`);
    assert.deepEqual(await accessibility(page), [], path);
  }
  await close();
});
