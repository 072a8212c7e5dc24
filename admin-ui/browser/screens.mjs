// Takes a picture of every page over a hub of its own, light and dark, at 1280 and 1920 pixels, to be looked at:
//   npm run screens                      into admin-ui/screens
//   npm run screens -- FOLDER NAME…      only these, into FOLDER
//   npm run screens -- --readme          those of the README, into docs/images
import { mkdir, readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { send, startHub } from './hub.mjs';
import { openBrowser, signedIn, totp } from './lib.mjs';

const here = (path) => fileURLToPath(new URL(path, import.meta.url));
const sample = (name) => readFile(here(`../../samples/${name}`), 'utf8');
const LOOKS = [
  ['light', 1280, 800],
  ['dark', 1280, 800],
  ['light', 1920, 1080],
  ['dark', 1920, 1080],
  ['light', 1280, 800, 'ar'],
  ['dark', 1280, 800, 'ar'],
];
/** A name in the pictures, the look, and the name of the file. */
const README = [
  ['dashboard', 'light', 1280, 'admin-dashboard.png'],
  ['message', 'light', 1280, 'admin-message.png'],
  ['editor-step', 'dark', 1280, 'admin-editor.png'],
];

const results = '/messages?newest=&q=';
const editor = '/channels/adt-inbound/edit';
const oneSecond = (page) => page.waitForTimeout(1_000);

/** Name, address, and what is done there before the picture. */
const SHOTS = [
  ['dashboard', '/dashboard', traffic],
  ['dashboard-open', '/dashboard', (page) => page.getByRole('button', { name: / ADT to the clinical service$/ }).first().click()],
  ['search', '/messages'],
  ['results', results],
  ['message', ({ message }) => `/messages/${message}?newest=`, (page) => page.getByRole('treeitem').first().waitFor()],
  ['message-xml', ({ message }) => `/messages/${message}?newest=`, (page) => page.getByRole('button', { name: 'XML' }).click()],
  ['message-lines', ({ message }) => `/messages/${message}?newest=`, (page) => page.getByRole('group', { name: /View|طريقة العرض/ }).getByRole('button').nth(1).click()],
  ['message-compared', ({ message }) => `/messages/${message}?newest=&with=${Number(message) - 2}`, (page) => page.locator('.cm-mergeView').waitFor()],
  ['new-channel', '/new-channel'],
  ['message-search', ({ message }) => `/messages/${message}?newest=`, (page) => page.getByLabel(/Search in the message|بحث في الرسالة/).fill('patient')],
  ['channel', '/channels/adt-inbound'],
  ['history', '/channels/adt-inbound/history'],
  ['editor-channel', `${editor}?at=/`],
  ['editor-source', `${editor}?at=/source`],
  ['editor-format', `${editor}?at=/source`, (page) => page.getByRole('tab', { name: /Messages, queue and reply|الرسائل والطابور والرد/ }).click()],
  ['editor-destination', `${editor}?at=/destinations/1`, (page) => page.getByRole('button', { name: /Test the connection|اختبار الاتصال/ }).click()],
  ['editor-step', `${editor}?at=/destinations/1/transformer/0`, oneSecond],
  ['editor-convert', `${editor}?at=/destinations/1/transformer`, addStep('Convert')],
  ['editor-validate', `${editor}?at=/destinations/1/transformer`, addStep('Validate')],
  ['editor-sample', `${editor}?at=/destinations/1/transformer/0`, async (page) => {
    await page.getByRole('tab', { name: /^(Sample|العيّنة)$/ }).click();
    await page.getByRole('button', { name: /^(Tree|شجرة)$/ }).click();
  }],
  ['editor-cases', `${editor}?at=/destinations/1/transformer/0`, async (page) => {
    await page.getByRole('tab', { name: /^(Cases|الحالات)$/ }).click();
    await page.getByRole('button', { name: /^(Run \d|تشغيل )/ }).click();
    await page.getByText(/passed, \d+ failed|وأخفق/).waitFor();
  }],
  ['send', '/channels/adt-inbound', (page) => page.getByRole('button', { name: /Send a message|إرسال رسالة/ }).click()],
  ['alerts', '/alerts'],
  ['alert', '/items/alert/errors'],
  ['connections', '/items/connection'],
  ['connection', '/items/connection/ward-system'],
  ['editor-connection', `${editor}?at=/destinations/1`, async (page) => {
    await page.getByRole('combobox', { name: /Shared connection|اتصال مشترك/ }).click();
    await page.getByRole('option', { name: /^ward-system/ }).click();
  }],
  ['libraries', '/items/library'],
  ['lookup', '/items/lookup/wards'],
  ['scripts', '/items/script'],
  ['configuration', '/configuration'],
  ['events', '/events'],
  ['users', '/users'],
  ['user-new', '/users', (page) => page.getByRole('button', { name: /New user|مستخدم جديد/ }).click()],
  ['service-accounts', ({ account }) => `/service-accounts?account=${account}`],
  ['service-account-key', ({ account }) => `/service-accounts?account=${account}`, (page) => page.getByRole('button', { name: /New key|مفتاح جديد/ }).click()],
  ['audit', '/audit', (page) => page.getByRole('button', { name: /Check the chain|فحص السلسلة/ }).click()],
  ['security', '/security'],
  ['security-set-up', '/security', async (page, { password }) => {
    await page.getByRole('button', { name: /^(Set up|إعداد)$/ }).click();
    await page.getByRole('dialog').getByRole('textbox').fill(password);
    await page.getByRole('dialog').getByRole('button').last().click();
    await page.locator('[data-totp-key]').waitFor();
  }],
  ['value-new', '/configuration', (page) => page.getByRole('button', { name: /New value|قيمة جديدة/ }).click()],
  ['settings', '/settings'],
  ['palette', '/dashboard', (page) => page.keyboard.press('Control+k')],
  ['shortcuts', '/dashboard', (page) => page.keyboard.press('?')],
  // These end the session of the pictures, so they are the last.
  ['sign-in', '/dashboard', signOut],
  ['second-step', '/dashboard', async (page, { password }) => {
    await signOut(page);
    await page.locator('input[autocomplete=username]').fill('tamar');
    await page.locator('input[autocomplete=current-password]').fill(password);
    await page.keyboard.press('Enter');
    await page.locator('input[autocomplete=one-time-code]').waitFor();
  }],
];

async function signOut(page) {
  await page.evaluate(() => window.sessionStorage.clear());
  await page.reload();
  await page.locator('input[autocomplete=username]').waitFor();
}

/** Lets the rates be seen: some messages between looks at the statistics. */
async function traffic(page, { mllp }) {
  const texts = await Promise.all(['adt-a01', 'orm-o01', 'oru-r01'].map((name) => sample(`${name}.hl7`)));
  for (const n of [3, 8, 5, 12]) {
    for (let at = 0; at < n; at += 1) await send(mllp, texts[at % texts.length]);
    await page.waitForTimeout(4_100);
  }
}

function addStep(kind) {
  return async (page) => {
    await page.getByRole('button', { name: /(Add a step to|إضافة خطوة إلى) .destinations.1.transformer$/ }).click();
    await page.getByRole('menuitem', { name: new RegExp(`^${kind}`) }).click();
    await page.getByRole('tab', { name: /What becomes of it|النتيجة/ }).click().catch(() => undefined);
    await oneSecond(page);
  };
}

const [first, ...asked] = process.argv.slice(2);
const isReadme = first === '--readme';
const folder = isReadme ? here('../../docs/images') : (first ?? here('../screens'));
const pictures = isReadme
  ? README
  : LOOKS.flatMap(([scheme, width, , language = 'en']) =>
      SHOTS.map(([name]) => name)
        .filter((name) => asked.length === 0 || asked.includes(name))
        .map((name) => [name, scheme, width, `${name}-${language === 'en' ? '' : `${language}-`}${scheme}-${width}.png`, language]),
    );

await mkdir(folder, { recursive: true });
const hub = await startHub();
const browser = await openBrowser();
try {
  const at = { base: `${hub.base}/admin`, password: hub.password };
  const known = await seed(hub);
  for (const [scheme, width, height, language = 'en'] of LOOKS) {
    const own = pictures.filter((picture) => picture[1] === scheme && picture[2] === width && (picture[4] ?? 'en') === language);
    if (own.length === 0) continue;
    const { page, complaints } = await signedIn(browser, { language, colorScheme: scheme, viewport: { width, height } }, at);
    page.setDefaultTimeout(10_000);
    page.on('dialog', (dialog) => void dialog.accept());
    for (const [name, , , file] of own) await take(page, name, `${folder}/${file}`, at.base, known);
    for (const complaint of complaints) console.log(`${scheme} ${width}: ${complaint}`);
    await page.context().close();
  }
} finally {
  await browser.close();
  await hub.end();
}

async function take(page, name, file, base, known) {
  const [, path, act] = SHOTS.find(([one]) => one === name) ?? [];
  // What one picture changed is not in the next.
  await page.evaluate(() => window.localStorage.removeItem('nilecare.unsaved'));
  await page.goto(base + (typeof path === 'function' ? path(known) : path));
  await page.waitForLoadState('networkidle', { timeout: 2_500 }).catch(() => undefined);
  await act?.(page, known).catch((error) => console.log(`${file}: ${error.message.split('\n')[0]}`));
  await page.waitForTimeout(400);
  await page.screenshot({ path: file });
  const { scrollWidth, clientWidth } = await page.evaluate(() => document.documentElement);
  if (scrollWidth > clientWidth) console.log(`${file}: is wider than the window`);
}

/** Gives the hub something to show: messages of made-up patients, an alert, a table, a value. */
async function seed(hub) {
  const call = await caller(hub);
  const { connectors } = await call('GET', '/channels/hl7-inbound');
  const mllp = Number(connectors[0].connection.address.split(':').at(-1));
  for (const name of ['adt-a01', 'adt-a04', 'adt-a08', 'orm-o01', 'adt-a02', 'oml-o21', 'adt-a03', 'adt-a31', 'oru-r01', 'adt-a01']) await send(mllp, await sample(`${name}.hl7`));
  const put = (kind, name, files) => call('PUT', `/items/${kind}/${name}`, { files, comment: 'begin' }, { 'if-none-match': '*' });
  await put('lookup', 'wards', { 'wards.csv': { text: 'key,value\nICU,Intensive care\nMED,Medical ward\nSUR,Surgical ward\n' } });
  await put('connection', 'ward-system', { 'ward-system.yaml': { text: 'type: mllp\ndescription: The ward system\naddress: 127.0.0.1:2600\n' } });
  await put('alert', 'errors', { 'errors.yaml': { text: 'version: 1\ntitle: Errors of any channel\nchannels: { all: true }\ntrigger: { type: error }\nactions:\n- type: log\n' } }).catch((error) => console.log(error.message));
  await call('PUT', '/configuration/lab.url', { value: 'https://lab.example' }).catch((error) => console.log(error.message));
  const account = await call('POST', '/service-accounts', { name: 'reporting', description: 'Counts of each night for the board' });
  await call('POST', `/service-accounts/${account.id}/keys`, { scopes: ['channels:read', 'messages:read'] });
  await call('GET', '/patients?limit=1').catch((error) => console.log(error.message));
  await call('GET', '/audit/entries');
  await secondFactor(hub, call);
  const { items } = await call('GET', '/messages?channel=oru-inbound&limit=1');
  return { message: items[0].id, mllp, account: account.id, password: hub.password };
}

/** Somebody who signs in with a code. */
async function secondFactor(hub, call) {
  await call('POST', '/users', { username: 'tamar', password: hub.password, roles: ['analyst'] });
  const own = await caller(hub, 'tamar');
  const { secret } = await own('POST', '/auth/second-factor', { password: hub.password });
  await own('POST', '/auth/second-factor/confirm', { code: totp(secret) });
}

async function caller(hub, username = 'admin') {
  const login = await fetch(`${hub.base}/api/v1/auth/login`, { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify({ username, password: hub.password }) });
  const { access_token } = await login.json();
  return async (method, path, body, headers = {}) => {
    const response = await fetch(`${hub.base}/api/v1${path}`, { method, headers: { 'content-type': 'application/json', authorization: `Bearer ${access_token}`, ...headers }, body: body && JSON.stringify(body) });
    if (!response.ok) throw new Error(`${path}: ${response.status} ${await response.text()}`);
    return response.json();
  };
}
