// The analysts' app over a real hub: what somebody does in it on a day.
import assert from 'node:assert/strict';
import { readdir, readFile } from 'node:fs/promises';
import { after, before, test } from 'node:test';
import { FILE, generate } from '../scripts/api.mjs';
import { send, startHub } from './hub.mjs';
import { accessibility, openBrowser, signedIn, totp } from './lib.mjs';

const sample = (name) => readFile(new URL(`../../samples/${name}`, import.meta.url), 'utf8');
let hub;
let browser;
let at;
let mllp;

before(async () => {
  hub = await startHub();
  browser = await openBrowser();
  at = { base: `${hub.base}/admin`, password: hub.password };
  mllp = await listenerPort();
});

after(async () => {
  await browser?.close();
  await hub?.end();
});

async function call(path, init = {}) {
  const login = await fetch(`${hub.base}/api/v1/auth/login`, { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify({ username: 'admin', password: hub.password }) });
  const { access_token } = await login.json();
  const response = await fetch(`${hub.base}/api/v1${path}`, { ...init, headers: { 'content-type': 'application/json', authorization: `Bearer ${access_token}`, ...init.headers } });
  assert.ok(response.ok, `${path}: ${response.status} ${await response.clone().text()}`);
  return response.json();
}

async function listenerPort() {
  const { connectors } = await call('/channels/hl7-inbound');
  return Number(connectors[0].connection.address.split(':').at(-1));
}

/** A signed-in page whose complaints fail the test. */
async function open(options = {}) {
  const { page, complaints } = await signedIn(browser, options, at);
  page.setDefaultTimeout(15_000);
  const close = async () => {
    assert.deepEqual(complaints, []);
    await page.context().close();
  };
  return { page, go: (path) => page.goto(at.base + path), close };
}

test('the types of the interface are those of this hub', async () => {
  assert.equal(await generate(hub.base), await readFile(FILE, 'utf8'), 'run `npm run api`');
});

test('a wrong password is refused in words', async () => {
  const context = await browser.newContext();
  const page = await context.newPage();
  await page.goto(`${at.base}/dashboard`);
  await page.getByLabel('User name').fill('admin');
  await page.getByLabel('Password').fill('not this one');
  await page.keyboard.press('Enter');
  await page.getByText('The user name or the password is wrong.').waitFor();
  await context.close();
});

test('a second factor is set up, asked for at the next sign-in, and switched off', async () => {
  await call('/users', { method: 'POST', body: JSON.stringify({ username: 'tamar', password: 'a password of the second factor', roles: ['analyst'] }) });
  const own = { ...at, username: 'tamar', password: 'a password of the second factor' };
  const { page, complaints } = await signedIn(browser, {}, own);
  page.setDefaultTimeout(15_000);
  const problems = [];
  const look = async (name) => {
    for (const line of await accessibility(page)) problems.push(`${name}: ${line}`);
  };
  const signIn = async () => {
    await page.getByLabel('User name').fill(own.username);
    await page.getByLabel('Password').fill(own.password);
    await page.getByRole('button', { name: 'Sign in' }).click();
  };
  await page.getByRole('button', { name: 'tamar' }).click();
  await page.getByRole('menuitem', { name: 'My security' }).click();
  await page.getByRole('button', { name: 'Set up' }).click();
  await page.getByRole('dialog').getByLabel('Password').fill(own.password);
  await page.getByRole('dialog').getByRole('button', { name: 'Go on' }).click();
  await page.getByRole('img', { name: 'QR code of the key' }).waitFor();
  await look('set up');
  const secret = (await page.locator('[data-totp-key]').innerText()).replaceAll(' ', '');
  await page.getByLabel('Code of the authenticator').fill(totp(secret));
  await page.getByRole('button', { name: 'Confirm the code' }).click();
  const kept = page.getByRole('list', { name: 'Recovery codes' });
  await kept.waitFor();
  const codes = await kept.getByRole('listitem').allInnerTexts();
  assert.equal(codes.length, 10);
  await look('recovery codes');
  await page.getByRole('button', { name: 'I have kept them' }).click();
  await page.getByText('10 recovery codes left').waitFor();
  await look('my security');
  await page.getByRole('button', { name: 'tamar' }).click();
  await page.getByRole('menuitem', { name: 'Sign out' }).click();
  // A wrong code is told; the code of the next 30 seconds is taken, since that of these is used up.
  await signIn();
  await page.getByLabel('Code of the authenticator').fill('000000');
  await page.getByRole('button', { name: 'Sign in' }).click();
  await page.getByText('The code is wrong, or was used already.').waitFor();
  await look('second step');
  await page.getByLabel('Code of the authenticator').fill(totp(secret, 1));
  await page.getByRole('button', { name: 'Sign in' }).click();
  await page.getByRole('heading', { name: 'My security' }).waitFor();
  // Without the telephone: a recovery code.
  await page.getByRole('button', { name: 'tamar' }).click();
  await page.getByRole('menuitem', { name: 'Sign out' }).click();
  await signIn();
  await page.getByRole('button', { name: 'Use a recovery code' }).click();
  await page.getByLabel('Recovery code').fill(codes[0]);
  await page.getByRole('button', { name: 'Sign in' }).click();
  await page.getByText('9 recovery codes left').waitFor();
  await page.getByRole('button', { name: 'Switch off' }).click();
  await page.getByRole('dialog').getByLabel('Password').fill(own.password);
  await page.getByRole('dialog').getByRole('button', { name: 'Switch off' }).click();
  await page.getByText('Not set up').waitFor();
  const stored = await page.evaluate(() => JSON.stringify([window.localStorage, window.sessionStorage]));
  assert.ok(!stored.includes(secret) && !codes.some((code) => stored.includes(code)));
  await page.context().close();
  assert.deepEqual([...problems, ...complaints], []);
});

test('a service account gets a key, which opens what it permits, until it is revoked', async () => {
  const { page, go, close } = await open();
  await go('/service-accounts');
  await page.getByRole('button', { name: 'New service account' }).first().click();
  await page.getByLabel('Name').fill('archive');
  await page.getByRole('dialog').getByRole('button', { name: 'Add' }).click();
  await page.getByRole('button', { name: 'New key' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByRole('combobox', { name: 'Permits' }).fill('channels:read');
  await page.getByRole('option', { name: 'channels:read' }).click();
  await dialog.getByRole('button', { name: 'Make the key' }).click();
  const key = await page.locator('[data-api-key]').innerText();
  const status = async (path) => (await fetch(`${hub.base}/api/v1${path}`, { headers: { authorization: `Bearer ${key}` } })).status;
  assert.deepEqual([await status('/channels'), await status('/messages')], [200, 403]);
  await page.getByRole('button', { name: 'I have kept it' }).click();
  await page.getByRole('button', { name: /^Revoke nck_/ }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Revoke' }).click();
  await page.getByRole('cell', { name: 'Revoked' }).waitFor();
  assert.equal(await status('/channels'), 401);
  await close();
});

test('the audit log is searched, and its chain checked', async () => {
  const { page, go, close } = await open();
  await call('/audit/entries');
  await go('/audit');
  await page.getByRole('cell', { name: 'GET /api/v1/audit/entries' }).first().waitFor();
  await page.getByRole('button', { name: 'Only entries of admin' }).first().click();
  assert.match(page.url(), /actor=/);
  await page.waitForFunction(() => document.querySelector('[data-filter] input').value !== '');
  await page.getByLabel('Patient id').fill('01EVERYMAN');
  await page.getByRole('button', { name: 'Search', exact: true }).click();
  await page.getByText('No entry is like that').waitFor();
  assert.doesNotMatch(page.url(), /EVERYMAN/);
  await page.getByRole('button', { name: 'Check the chain' }).click();
  await page.getByText(/The log is whole/).waitFor();
  await close();
});

test('the dashboard tells what comes in, and stops and starts channels', async () => {
  const { page, close } = await open();
  await send(mllp, await sample('adt-a01.hl7'));
  await page.getByRole('link', { name: /ADT to the clinical service: [1-9]\d* received/ }).waitFor();
  await page.getByRole('checkbox', { name: 'Choose Orders to the laboratory service' }).check();
  await page.getByRole('button', { name: 'Stop', exact: true }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Stop', exact: true }).click();
  const row = page.getByRole('row', { name: /Orders to the laboratory service/ });
  await row.getByText('Stopped').waitFor();
  await page.getByRole('button', { name: 'Start', exact: true }).click();
  await row.getByText('Started').waitFor();
  await close();
});

test('what the first page loads is small', async () => {
  const { page, close } = await open();
  const n_bytes = await page.evaluate(() => performance.getEntriesByType('resource').filter(({ name }) => name.endsWith('.js')).reduce((sum, { encodedBodySize }) => sum + encodedBodySize, 0));
  assert.ok(n_bytes > 50_000 && n_bytes < 350 * 1024, `${n_bytes} bytes of script`);
  await close();
});

test('a message is found, read as a tree, compared and processed again', async () => {
  await send(mllp, await sample('adt-a01.hl7'));
  const { page, close } = await open();
  await page.keyboard.press('g');
  await page.keyboard.press('m');
  await page.getByText('Nothing is searched until you ask.').waitFor();
  await page.getByRole('combobox', { name: 'Channel' }).fill('adt-in');
  await page.getByRole('option', { name: 'adt-inbound' }).click();
  await page.getByLabel('Patient id').fill('100234');
  await page.getByRole('button', { name: 'Search', exact: true }).click();
  await page.getByRole('table', { name: 'Messages' }).getByRole('link').first().click();
  await page.getByRole('treeitem', { name: /PID-5\.1.*EVERYMAN/ }).waitFor();
  await page.getByRole('treeitem', { name: /PID-8.*Administrative Sex.*Male/ }).waitFor();
  await page.getByLabel('Search in the message').fill('administrative sex');
  await page.getByRole('treeitem', { name: /PID-3/ }).first().waitFor({ state: 'detached' });
  await page.getByRole('button', { name: 'XML', exact: true }).click();
  await page.getByRole('region', { name: 'Content' }).getByText('<PID.8>M</PID.8>').waitFor();
  await page.getByRole('list', { name: 'Source and destinations' }).getByText('forward', { exact: true }).click();
  await page.getByRole('region', { name: 'Content' }).getByText('WARDSYS').waitFor();
  await page.getByRole('combobox', { name: 'Compare with' }).click();
  await page.getByRole('option', { name: 'source: Received' }).click();
  await page.getByRole('region', { name: 'Differences' }).getByText('WARDSYS').waitFor();
  // Any content of another message, by its number.
  const { items: [first] } = await call('/messages?channel=hl7-inbound&limit=1');
  await page.getByRole('combobox', { name: 'Compare with' }).click();
  await page.getByRole('option', { name: 'Another message…' }).click();
  await page.getByRole('dialog').getByLabel('Number of the message').fill(first.id);
  await page.getByRole('dialog').getByRole('button', { name: 'Compare' }).click();
  await page.getByText(new RegExp(`^Message ${first.id}: source: Received at the left`)).waitFor();
  assert.match(page.url(), new RegExp(`with=${first.id}`));
  await page.getByRole('article').getByRole('button', { name: 'Process again' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Process again' }).click();
  await page.getByText('Processed again from').waitFor();
  assert.match(page.url(), /channel=adt-inbound.*own=\d+/);
  assert.doesNotMatch(page.url(), /100234/);
  await close();
});

test('a channel is changed with a preview, saved, deployed, and rolled back', async () => {
  const { page, go, close } = await open();
  await go('/channels/adt-inbound/edit?at=/destinations/1/transformer');
  await page.getByRole('button', { name: 'Add a step to /destinations/1/transformer' }).click();
  await page.getByRole('menuitem', { name: /^Build/ }).click();
  await page.getByRole('textbox', { name: 'To', exact: true }).fill('MSH-6');
  await page.getByRole('textbox', { name: 'Value', exact: true }).fill('FURTHER');
  const preview = page.getByRole('region', { name: 'Preview' });
  await preview.getByRole('table', { name: 'What build changed' }).getByText('FURTHER').waitFor();
  await page.getByText('No problems').waitFor();
  await page.keyboard.press('Control+s');
  await page.getByLabel('What changed, and why').fill('name the facility');
  await page.getByRole('dialog').getByRole('button', { name: 'Save' }).click();
  await page.getByText('Saved as revision 2').waitFor();
  await page.getByRole('button', { name: 'Deploy' }).click();
  await page.getByText('1 channel deployed').waitFor();
  const n_before = hub.receiver.messages.length;
  await send(mllp, (await sample('adt-a01.hl7')).replace('S0002', 'S0900'));
  await until(() => hub.receiver.messages.slice(n_before).some((message) => message.includes('|FURTHER|') && message.includes('S0900')));
  await go('/channels/adt-inbound/history');
  await page.getByText('name the facility').waitFor();
  await page.getByText('+ ', { exact: false }).first().waitFor();
  await page.getByRole('button', { name: /^1 folder/ }).click();
  await page.getByRole('button', { name: 'Restore this revision' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Restore' }).click();
  await page.getByText('as revision 3').waitFor();
  await close();
});

test('a case is kept with the channel, fails when the channel changes, and is expected anew', async () => {
  const { page, go, close } = await open();
  await go('/channels/orders-inbound/edit?at=/source');
  await page.getByRole('tab', { name: 'Sample' }).click();
  const text = page.getByRole('textbox', { name: 'Sample message' });
  await text.click();
  await page.keyboard.press('Control+a');
  await page.keyboard.insertText((await sample('orm-o01.hl7')).replace('S0004', 'CASE1'));
  await page.getByRole('tab', { name: 'Cases' }).click();
  await page.getByRole('button', { name: 'Keep the sample as a case' }).click();
  await page.getByRole('dialog').getByLabel('Name').fill('of-the-browser');
  await page.getByRole('dialog').getByRole('button', { name: 'Keep' }).click();
  const run = page.getByRole('button', { name: /^Run \d+ cases?$/ });
  const own = page.getByRole('region', { name: 'Case of-the-browser' });
  await run.click();
  await own.getByText('Failed').waitFor();
  await own.getByRole('button', { name: 'Expect this from now on' }).click();
  await run.click();
  await own.getByText('Passed').waitFor();
  await page.getByText(/passed, 0 failed/).waitFor();
  await page.getByRole('button', { name: 'Save', exact: true }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Save' }).click();
  await page.getByText(/Saved as revision/).waitFor();
  const { files } = await call('/items/channel/orders-inbound');
  assert.match(files['cases/of-the-browser/in.hl7'].text, /CASE1/);
  assert.match(files['cases/of-the-browser/outcome.txt'].text, /^source: transformed/);
  const { items } = await call('/channels/orders-inbound/cases/run', { method: 'POST', body: '{}' });
  assert.ok(items.find(({ name }) => name === 'of-the-browser').is_passed);
  await close();
});

test('a connection is tested before it is saved', async () => {
  const { page, go, close } = await open();
  await go('/channels/adt-inbound/edit?at=/destinations/1');
  const tried = page.getByRole('region', { name: 'Connection test' });
  await tried.getByRole('button', { name: 'Test the connection' }).click();
  await tried.getByText(/^connected to/).waitFor();
  await page.getByRole('textbox', { name: 'Address' }).fill('127.0.0.1:1');
  await tried.getByRole('button', { name: 'Test the connection' }).click();
  await tried.getByText(/NC-MLLP-\d+/).waitFor();
  await page.getByRole('button', { name: 'Discard' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Discard' }).click();
  await close();
});

test('the script editor offers what the hub says that scripts can use', async () => {
  const { page, go, close } = await open();
  await go('/channels/adt-inbound/edit?at=file:forward.rhai');
  await page.getByRole('textbox', { name: 'forward.rhai' }).click();
  await page.keyboard.press('Control+End');
  await page.keyboard.type('\nmsg.tex');
  await page.getByRole('option', { name: /^text/ }).first().waitFor();
  await page.keyboard.press('Escape');
  await page.keyboard.type('t("PID-3.1")');
  await page.getByRole('button', { name: 'Discard' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Discard' }).click();
  await close();
});

test('a mistake in a script is told with its place while it is written, and is not lost with the tab', async () => {
  const { page, go, close } = await open();
  await go('/channels/adt-inbound/edit?at=file:forward.rhai');
  const editor = page.getByRole('textbox', { name: 'forward.rhai' });
  await editor.click();
  await page.keyboard.press('Control+Home');
  await page.keyboard.type('let x = ;\n');
  await page.getByRole('button', { name: /\d+ problems?/ }).waitFor();
  await page.locator('.cm-lint-marker-error').first().waitFor();
  page.once('dialog', (dialog) => void dialog.accept());
  await page.reload();
  await page.getByText('changes not saved').waitFor();
  await page.getByText('let x = ;').waitFor();
  await page.getByRole('button', { name: 'Discard' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Discard' }).click();
  await page.getByText('changes not saved').waitFor({ state: 'detached' });
  await close();
});

test('somebody who saved meanwhile is told of, and nothing is overwritten', async () => {
  const { page, go, close } = await open();
  await go('/channels/oru-inbound/edit?at=/');
  await page.getByLabel('Description').fill('Changed here.');
  const item = await call('/items/channel/oru-inbound');
  const files = { ...item.files, 'README.md': { text: 'Changed by somebody else.\n' } };
  await call('/items/channel/oru-inbound', { method: 'PUT', headers: { 'if-match': `"${item.revision.id}"` }, body: JSON.stringify({ files, comment: 'theirs' }) });
  await page.getByText(/saved revision 2/).waitFor({ timeout: 25_000 });
  assert.ok(await page.getByRole('button', { name: 'Save', exact: true }).isDisabled());
  await page.getByRole('button', { name: 'Take theirs in' }).click();
  await page.getByRole('button', { name: 'Save', exact: true }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Save' }).click();
  await page.getByText('Saved as revision 3').waitFor();
  const both = (await call('/items/channel/oru-inbound')).files;
  assert.match(both['README.md'].text, /somebody else/);
  assert.match(both['channel.yaml'].text, /Changed here\./);
  await close();
});

test('a new channel is made, receives a message by hand, and is found', async () => {
  const { page, go, close } = await open();
  await go('/items/channel?new');
  await page.getByRole('dialog').getByLabel('Id').fill('ward-in');
  await page.getByRole('dialog').getByRole('button', { name: 'Begin' }).click();
  await page.getByRole('combobox', { name: 'Kind' }).click();
  await page.getByRole('option', { name: /Channel reader/ }).click();
  await page.getByRole('textbox', { name: 'Name', exact: true }).fill('ward-in');
  await page.getByRole('button', { name: 'Add a destination' }).click();
  await page.getByRole('dialog').getByLabel('Id').fill('orders');
  await page.getByRole('dialog').getByRole('button', { name: 'Add' }).click();
  await page.getByRole('textbox', { name: 'Channel', exact: true }).fill('orders-inbound');
  await page.getByText('No problems').waitFor();
  await page.getByRole('button', { name: 'Save', exact: true }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Save' }).click();
  await page.getByText('Saved as revision 1').waitFor();
  await page.getByRole('button', { name: 'Deploy' }).click();
  await page.getByText('1 channel deployed').waitFor();
  await page.getByRole('button', { name: 'Send a message' }).click();
  await page.getByRole('dialog').getByLabel('Message').fill(await sample('orm-o01.hl7'));
  await page.getByRole('dialog').getByRole('button', { name: 'Send' }).click();
  await page.getByRole('dialog').getByText('Taken').waitFor();
  await page.getByRole('link', { name: /^Message \d+/ }).click();
  await page.getByRole('article', { name: /^Message/ }).waitFor();
  await close();
});

test('from an empty hub to a message received', async () => {
  const own = await startHub({ isEmpty: true });
  try {
    const { page, complaints } = await signedIn(browser, {}, { base: `${own.base}/admin`, password: own.password });
    page.setDefaultTimeout(15_000);
    const folder = `${own.data}/out`;
    await page.getByText('There is no channel yet').waitFor();
    await page.getByRole('link', { name: 'Make the first one' }).click();
    for (const title of ['Pass HL7 v2 on over MLLP', 'Pass admissions on, leave the rest', 'Take JSON over HTTP and write files']) {
      // The hub finds nothing wrong with what a template makes.
      await page.getByRole('radio', { name: title }).click();
      await page.getByRole('radio', { name: title, checked: true }).waitFor();
      await page.getByLabel('Name').fill(`Trial ${title.length}`);
      await page.getByRole('button', { name: 'Change it in the editor first' }).click();
      await page.getByText('No problems').waitFor();
      await goWithin(page, '/admin/new-channel');
      await page.getByRole('heading', { level: 1, name: 'New channel' }).waitFor();
    }
    assert.equal(await page.getByRole('radio', { name: 'Take HL7 v2 over MLLP and write files' }).isChecked(), true);
    const make = page.getByRole('button', { name: 'Make and deploy' });
    assert.equal(await make.isDisabled(), true);
    await page.getByLabel('Name').fill('Front door');
    await page.getByLabel('Listens on').fill('127.0.0.1:0');
    await page.getByLabel('Writes them to the folder').fill(folder);
    assert.equal(await page.getByLabel('Id', { exact: false }).first().inputValue(), 'front-door');
    await make.click();
    await page.getByText('Listening').waitFor();
    await page.getByText('Waiting for the first message').waitFor();
    await page.getByRole('button', { name: 'Send', exact: true }).click();
    await page.getByText('Taken').waitFor();
    await page.getByText('1 message received').waitFor();
    // And one as its sender would send it.
    const address = await page.getByRole('region', { name: 'It runs' }).locator('code').innerText();
    assert.match(await send(Number(address.split(':').at(-1)), await sample('adt-a01.hl7')), /MSA\|AA/);
    await page.getByText('2 messages received').waitFor();
    assert.deepEqual(await accessibility(page), []);
    await page.getByRole('link', { name: /^Message \d+/ }).click();
    await page.getByRole('treeitem', { name: /PID-5\.1.*EVERYMAN/ }).waitFor();
    await until(async () => (await readdir(folder).catch(() => [])).length === 2);
    assert.deepEqual(complaints, []);
    await page.context().close();
  } finally {
    await own.end();
  }
});

test('tables, alerts, values and users are set', async () => {
  const { page, go, close } = await open();
  await go('/items/lookup?new');
  await page.getByRole('dialog').getByLabel('Name').fill('wards');
  await page.getByRole('dialog').getByRole('button', { name: 'Begin' }).click();
  await page.getByRole('button', { name: 'Add a row' }).click();
  await page.getByLabel('key, row 1').fill('IC');
  await page.getByLabel('value, row 1').fill('Intensive, care');
  await page.getByRole('button', { name: 'Save', exact: true }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Save' }).click();
  await page.getByText('Saved as revision 1').waitFor();
  assert.equal((await call('/items/lookup/wards')).files['wards.csv'].text, 'key,value\nIC,"Intensive, care"\n');

  await go('/items/alert?new');
  await page.getByRole('dialog').getByLabel('Name').fill('any-error');
  await page.getByRole('dialog').getByRole('button', { name: 'Begin' }).click();
  await page.getByText('No problems').waitFor();
  await page.getByRole('button', { name: 'Save', exact: true }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Save' }).click();
  await page.getByRole('button', { name: 'Send a test' }).click();
  await page.getByText('log: told').waitFor();

  await go('/configuration');
  await page.getByRole('button', { name: 'New value' }).click();
  await page.getByRole('dialog').getByLabel('Name').fill('lab.password');
  await page.getByRole('dialog').getByRole('combobox', { name: 'Kind' }).click();
  await page.getByRole('option', { name: /^Secret/ }).click();
  await page.getByRole('dialog').getByLabel('New secret').fill('hidden words');
  await page.getByRole('dialog').getByRole('button', { name: 'Set' }).click();
  await page.getByRole('cell', { name: /never shown/ }).waitFor();
  assert.equal(await page.getByText('hidden words').count(), 0);

  await go('/users');
  await page.getByRole('button', { name: 'New user' }).click();
  await page.getByRole('dialog').getByLabel('User name').fill('amal');
  await page.getByRole('dialog').getByLabel('Password').fill('a long password');
  await page.getByRole('dialog').getByRole('button', { name: 'Add' }).click();
  await page.getByRole('cell', { name: 'amal', exact: true }).waitFor();

  await go('/events?action=user.*');
  await page.getByRole('cell', { name: 'user.sign-in' }).first().waitFor();
  await close();
});

test('somebody sees what his roles permit', async () => {
  await call('/users', { method: 'POST', body: JSON.stringify({ username: 'adam', password: 'a long password', roles: ['analyst'] }) });
  const { page, complaints } = await signedIn(browser, {}, { ...at, username: 'adam', password: 'a long password' });
  const menu = page.getByRole('navigation', { name: 'Pages' });
  await menu.getByRole('link', { name: 'Configuration map' }).waitFor();
  assert.equal(await menu.getByRole('link', { name: 'Users' }).count(), 0);
  assert.equal(await menu.getByRole('link', { name: 'Events' }).count(), 0);
  await page.goto(`${at.base}/users`);
  await page.getByText('Your roles do not permit this').waitFor();
  assert.deepEqual(complaints, []);
  await page.context().close();
});

test('a session is renewed, shared with new tabs, and asked for again when it ends', async () => {
  const { page, go, close } = await open();
  const kept = (changes) =>
    page.evaluate((changes) => {
      const tokens = JSON.parse(sessionStorage.getItem('nilecare.session'));
      sessionStorage.setItem('nilecare.session', JSON.stringify({ ...tokens, ...changes }));
      return tokens.access_token;
    }, changes);
  const before = await kept({ expires_at: 0 });
  await page.reload();
  await page.getByRole('link', { name: 'HL7 front door', exact: true }).waitFor();
  assert.notEqual(await kept({}), before);
  const other = await page.context().newPage();
  await other.goto(`${at.base}/dashboard`);
  await other.getByRole('link', { name: 'HL7 front door', exact: true }).waitFor();
  await other.close();
  await go('/channels/adt-inbound/edit?at=/');
  await page.getByLabel('Description').fill('Not lost.');
  await kept({ expires_at: 0, refresh_token: 'worn-out' });
  await page.reload();
  await page.getByRole('dialog', { name: 'Sign in again' }).waitFor();
  await page.getByLabel('User name').fill('admin');
  await page.getByLabel('Password').fill(hub.password);
  await page.getByRole('dialog').getByRole('button', { name: 'Sign in' }).click();
  await page.getByRole('textbox', { name: 'Description' }).waitFor();
  assert.equal(await page.getByRole('textbox', { name: 'Description' }).inputValue(), 'Not lost.');
  await page.getByRole('button', { name: 'Discard' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Discard' }).click();
  await close();
});

test('a page waits for a hub that restarts and goes on by itself', async () => {
  const { page, complaints } = await signedIn(browser, {}, at);
  await hub.stop();
  await page.getByText('The hub does not answer.').first().waitFor({ timeout: 30_000 });
  await hub.start();
  mllp = await listenerPort();
  await page.getByText('The hub answers again.').waitFor({ timeout: 30_000 });
  assert.deepEqual(complaints.filter((line) => !/ERR_CONNECTION|Failed to load/.test(line)), []);
  await page.context().close();
});

test('a connection is made once and gives its settings to a channel', async () => {
  const { page, go, close } = await open();
  await go('/items/connection?new');
  await page.getByRole('dialog').getByLabel('Name').fill('ward-system');
  await page.getByRole('dialog').getByRole('button', { name: 'Begin' }).click();
  await page.getByText('No problems').waitFor();
  await page.getByRole('button', { name: 'Save', exact: true }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Save' }).click();
  await page.getByText('Saved as revision 1').waitFor();

  await go('/channels/adt-inbound/edit?at=/destinations/1');
  await page.getByRole('textbox', { name: 'Address', exact: true }).waitFor();
  await page.getByRole('combobox', { name: 'Shared connection' }).click();
  await page.getByRole('option', { name: /^ward-system/ }).click();
  await page.getByText('Gives: Address.').waitFor();
  assert.equal(await page.getByRole('textbox', { name: 'Address', exact: true }).count(), 0);
  await page.getByText('No problems').waitFor();
  await page.getByRole('button', { name: 'Test the connection' }).click();
  await page.getByText('complete and valid').waitFor();
  await close();
});

test('every page has what machines can check of accessibility, in both themes', async () => {
  await send(mllp, await sample('adt-a01.hl7'));
  const { items } = await call('/messages?channel=adt-inbound&limit=1');
  const channel = 'ADT to the clinical service';
  const reporting = await call('/service-accounts', { method: 'POST', body: JSON.stringify({ name: 'reporting' }) });
  await call(`/service-accounts/${reporting.id}/keys`, { method: 'POST', body: JSON.stringify({ scopes: ['channels:read'] }) });
  await call('/audit/entries');
  const paths = [
    ['/dashboard', 'Dashboard'],
    ['/messages', 'Messages', (page) => page.getByText('Nothing is searched until you ask.')],
    ['/messages?newest=', 'Messages', (page) => page.getByRole('table', { name: 'Messages' })],
    [`/messages/${items[0].id}?newest=`, 'Messages', (page) => page.getByRole('treeitem')],
    ['/channels/adt-inbound', channel, (page) => page.getByRole('region', { name: 'Source and destinations' })],
    ['/channels/adt-inbound/edit?at=/destinations/1', channel, (page) => page.getByRole('button', { name: 'Test the connection' })],
    ['/channels/adt-inbound/edit?at=/destinations/1/transformer/0', channel, (page) => page.locator('.cm-content')],
    ['/channels/adt-inbound/edit?at=/source', channel, (page) => page.getByRole('tab', { name: 'Messages, queue and reply' })],
    ['/channels/adt-inbound/history', channel, (page) => page.getByText('changed in the folder')],
    ['/alerts', 'Alerts', (page) => page.getByRole('link', { name: 'any-error' })],
    ['/items/connection', 'Connections', (page) => page.getByRole('link', { name: 'ward-system' })],
    ['/items/connection/ward-system', 'ward-system', (page) => page.locator('.cm-content')],
    ['/items/library', 'Code templates'],
    ['/items/lookup/wards', 'wards', (page) => page.getByLabel('key, row 1')],
    ['/items/alert/any-error', 'any-error', (page) => page.locator('.cm-content')],
    ['/configuration', 'Configuration map', (page) => page.getByRole('cell', { name: 'lab.password' })],
    ['/events', 'Events', (page) => page.getByRole('cell', { name: 'user.sign-in' })],
    ['/users', 'Users', (page) => page.getByRole('cell', { name: 'amal', exact: true })],
    ['/new-channel', 'New channel'],
    ['/security', 'My security', (page) => page.getByRole('button', { name: 'Set up' })],
    [`/service-accounts?account=${reporting.id}`, 'Service accounts', (page) => page.getByRole('cell', { name: 'channels:read' })],
    ['/audit', 'Audit', (page) => page.getByRole('cell', { name: 'audit:read' })],
    ['/settings', 'Settings'],
  ];
  const found = [];
  const { page, close } = await open();
  for (const [path, heading, shown] of paths) {
    await goWithin(page, `/admin${path}`);
    await page.getByRole('heading', { level: 1, name: heading }).waitFor();
    await shown?.(page).first().waitFor();
    await page.getByRole('status', { name: 'Loading' }).first().waitFor({ state: 'detached' });
    for (const line of await accessibility(page)) found.push(`${path}: ${line}`);
    const { scrollWidth, clientWidth } = await page.evaluate(() => document.documentElement);
    if (scrollWidth > clientWidth) found.push(`${path}: is wider than the window`);
    // The other theme has other colours; all else is the same.
    await page.emulateMedia({ colorScheme: 'dark' });
    for (const line of await accessibility(page, ['color-contrast'])) found.push(`dark ${path}: ${line}`);
    await page.emulateMedia({ colorScheme: 'light' });
  }
  await close();
  assert.deepEqual(found, []);
});

test('the app is in Arabic and from right to left, and stays so', async () => {
  await send(mllp, await sample('adt-a01.hl7'));
  const { page, go, close } = await open({ language: 'ar' });
  const problems = [];
  const look = async (name) => {
    for (const line of await accessibility(page)) problems.push(`${name}: ${line}`);
    const { scrollWidth, clientWidth } = await page.evaluate(() => document.documentElement);
    if (scrollWidth > clientWidth) problems.push(`${name}: is wider than the window`);
  };
  await page.getByRole('link', { name: 'HL7 front door', exact: true }).waitFor();
  assert.deepEqual(await page.evaluate(() => [document.documentElement.lang, document.documentElement.dir]), ['ar', 'rtl']);
  // The menu is at the right.
  const menu = await page.getByRole('navigation', { name: 'الصفحات' }).boundingBox();
  assert.ok(menu.x > 1000, `the menu is at ${menu.x}`);
  await look('dashboard');
  await page.keyboard.press('?');
  await page.getByRole('dialog').getByRole('cell', { name: 'سجل الأحداث' }).waitFor();
  await page.keyboard.press('Escape');
  await page.getByRole('dialog').waitFor({ state: 'detached' });
  await page.getByRole('link', { name: 'الرسائل', exact: true }).click();
  await page.getByRole('button', { name: 'أحدث الرسائل' }).click();
  await page.getByRole('table', { name: 'الرسائل' }).getByRole('link').first().click();
  await page.getByRole('treeitem', { name: /MSH/ }).first().waitFor();
  await look('message');
  // Segments are read from left to right in any language.
  assert.equal(await page.getByRole('tree').evaluate((tree) => window.getComputedStyle(tree).direction), 'ltr');
  await go('/alerts');
  await page.getByRole('heading', { level: 1, name: 'التنبيهات' }).waitFor();
  await look('alerts');
  await go('/new-channel');
  await page.getByRole('button', { name: 'إنشاء ونشر' }).waitFor();
  await look('new channel');
  const others = [
    ['/channels/adt-inbound', 'المصدر'],
    ['/channels/adt-inbound/edit?at=/destinations/1', 'اختبار الاتصال'],
    ['/channels/adt-inbound/edit?at=/destinations/1/transformer/0', 'معاينة'],
    ['/channels/adt-inbound/history', 'المراجعات'],
    ['/items/connection', 'الاتصالات'],
    ['/items/library', 'قوالب الشيفرة'],
    ['/items/lookup', 'جداول الترميز'],
    ['/configuration', 'قيم التهيئة'],
    ['/events', 'سجل الأحداث'],
    ['/users', 'المستخدمون'],
    ['/service-accounts', 'حسابات الخدمة'],
    ['/audit', 'سجل التدقيق'],
    ['/security', 'أمان حسابي'],
    ['/settings', 'الإعدادات'],
  ];
  for (const [path, words] of others) {
    await goWithin(page, `/admin${path}`);
    await page.getByRole('main').getByText(words).first().waitFor();
    await page.getByRole('status', { name: 'يجري التحميل' }).first().waitFor({ state: 'detached' });
    await look(path);
  }
  // Scripts are written from left to right.
  await goWithin(page, '/admin/channels/adt-inbound/edit?at=/destinations/1/transformer/0');
  assert.equal(await page.locator('.cm-content').first().evaluate((code) => window.getComputedStyle(code).direction), 'ltr');
  await page.getByRole('button', { name: 'اللغة' }).click();
  await page.getByRole('menuitem', { name: 'English' }).click();
  await page.getByRole('heading', { level: 1, name: 'ADT to the clinical service' }).waitFor();
  assert.deepEqual(await page.evaluate(() => [document.documentElement.lang, document.documentElement.dir]), ['en', 'ltr']);
  await close();
  assert.deepEqual(problems, []);
});

test('nothing about patients is left in the browser', async () => {
  const { page, go, close } = await open();
  await go('/messages');
  await page.getByLabel('Patient id').fill('100234');
  await page.getByRole('button', { name: 'Search', exact: true }).click();
  await page.getByRole('table', { name: 'Messages' }).waitFor();
  const kept = await page.evaluate(() => JSON.stringify([window.localStorage, window.sessionStorage, window.location.href]));
  assert.doesNotMatch(kept, /100234|EVERYMAN/);
  await close();
});

/** Goes to a page of the app as a link in it does, without loading the app anew. */
function goWithin(page, path) {
  return page.evaluate((path) => {
    window.history.pushState({}, '', path);
    window.dispatchEvent(new window.PopStateEvent('popstate', { state: {} }));
  }, path);
}

async function until(condition) {
  for (let n = 0; n < 150; n += 1) {
    if (await condition()) return;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  assert.fail('it did not come to be within 15 seconds');
}
