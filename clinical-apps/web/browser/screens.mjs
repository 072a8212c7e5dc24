// Takes a picture of every page over a hub of its own, at 1280 and 390 pixels, light and dark, and in Arabic, to be looked at:
//   npm run screens                      into clinical-apps/web/screens
//   npm run screens -- FOLDER NAME…      only these, into FOLDER
//   LOOKS=light-390-ar npm run screens   only so
import { mkdir } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { opened, openBrowser, signedIn } from './lib.mjs';
import { act, buildCatalogue, collect, enter, numeric, orderTests, received, verify } from './lab.mjs';
import { fillBooks } from './books.mjs';
import { fillDesk, MANAGER } from './desk.mjs';
import { book, freeTimes, measure } from './house.mjs';
import { fillRecord } from './record.mjs';
import { order, STAFF_PASSWORD, startWorld } from './world.mjs';

const LOOKS = [
  ['light', 1280, 'en'],
  ['dark', 1280, 'en'],
  ['light', 390, 'en'],
  ['dark', 390, 'en'],
  ['light', 1280, 'ar'],
  ['light', 390, 'ar'],
];

const chart = (tab) => ({ patient }) => `/patients/${patient.id}${tab}`;

/** Name, who, address, and what is done there before the picture. */
const SHOTS = [
  ['home-doctor', 'dr.osman', '/home'],
  ['home-nurse', 'nurse.hala', '/home'],
  ['home-pharmacist', 'ph.rania', '/home'],
  ['home-lab', 'lab.omar', '/home'],
  ['home-reception', 'desk.lina', '/home'],
  ['calendar-day', 'desk.lina', '/appointments?view=day'],
  ['calendar-week', 'desk.lina', '/appointments?view=week'],
  ['calendar-rooms', 'desk.lina', '/appointments?view=day&by=room'],
  ['calendar-list', 'desk.lina', '/appointments?view=list'],
  ['book', 'desk.lina', '/appointments?view=day', async (page) => {
    await page.locator('main [data-cell^=free]').first().click();
    await page.getByRole('dialog').locator('input').first().fill('EVERYMAN');
    await page.getByRole('option').first().click();
  }],
  ['appointment', 'desk.lina', ({ appointment }) => `/appointments/${appointment}`],
  ['move', 'desk.lina', ({ appointment }) => `/appointments/${appointment}`, (page) => page.locator('main [role=group] button').nth(2).click()],
  ['queue', 'desk.lina', '/appointments/today'],
  ['waiting-list', 'desk.lina', '/appointments/waiting'],
  ['wait', 'desk.lina', '/appointments/waiting', (page) => page.locator('main .MuiButton-contained').first().click()],
  ['beds', 'nurse.hala', '/beds'],
  ['admit', 'nurse.hala', '/beds', async (page) => {
    await page.locator('main li .MuiButton-outlined').first().click();
    await page.getByRole('dialog').locator('input').first().fill('EVERYMAN');
    await page.getByRole('option').first().click();
  }],
  ['bed-transfer', 'nurse.hala', '/beds', (page) => page.locator('main li').filter({ hasText: 'EVERYMAN' }).locator('.MuiButton-outlined').click()],
  ['vitals', 'nurse.hala', chart('/vitals')],
  ['vitals-table', 'nurse.hala', chart('/vitals'), (page) => page.locator('main section [role=group]').nth(1).getByRole('button').nth(1).click()],
  ['alarms', 'nurse.hala', '/alarms'],
  ['see-to-alarm', 'nurse.hala', '/alarms', (page) => page.locator('main article button').first().click()],
  ['chart-appointments', 'dr.osman', chart('/appointments')],
  ['wristband', 'nurse.hala', chart('/print?what=wristband')],
  ['labels', 'nurse.hala', chart('/print?what=labels')],
  ['summary', 'dr.osman', chart('/print?what=summary')],
  ['print-prescription', 'dr.osman', ({ active }) => `/prescriptions/${active}/print`],
  ['home-administrator', 'admin', '/home'],
  ['patients', 'dr.osman', '/patients'],
  ['register', 'desk.lina', '/patients/new', async (page) => {
    await page.locator('input').nth(3).fill('EVERY');
    await page.locator('input').nth(4).fill('A');
    await page.waitForTimeout(800);
  }],
  ['chart', 'dr.osman', chart('')],
  ['allergies', 'dr.osman', chart('/allergies')],
  ['encounters', 'dr.osman', chart('/encounters')],
  ['results', 'dr.osman', chart('/results'), (page) => page.locator('main [aria-expanded=false]').nth(2).click()],
  ['medication', 'dr.osman', chart('/medication')],
  ['chart-doses', 'nurse.hala', chart('/doses')],
  ['prescribe', 'dr.osman', chart('/prescribe'), async (page) => {
    await page.locator('main input').nth(0).fill('apixaban');
    await page.locator('main [role=group]').nth(2).getByRole('button').nth(1).click();
    await page.locator('main article').first().waitFor();
  }],
  ['answer', 'dr.osman', ({ draft }) => `/prescriptions/${draft}`, async (page) => {
    await page.locator('main [role=group] button').first().click();
    await page.getByRole('dialog').locator('article').first().waitFor();
  }],
  ['prescriptions', 'dr.osman', '/prescriptions'],
  ['prescription', 'ph.rania', ({ overridden }) => `/prescriptions/${overridden}`],
  ['pharmacy', 'ph.rania', '/pharmacy'],
  ['hand-out', 'ph.rania', ({ active }) => `/prescriptions/${active}`, (page) => page.locator('main [role=group] button').first().click()],
  ['doses', 'nurse.hala', '/doses'],
  ['note-dose', 'nurse.hala', '/doses', async (page) => {
    await page.locator('main article li').filter({ hasText: 'morphine' }).first().getByRole('button').click();
    await page.getByRole('dialog').locator('input').nth(5).waitFor();
  }],
  ['lab', 'lab.omar', '/lab'],
  ['lab-collect', 'lab.omar', '/laboratory?list=collect'],
  ['lab-receive', 'lab.omar', '/laboratory?list=receive'],
  ['lab-examine', 'lab.omar', '/laboratory?list=examine'],
  ['lab-verify', 'lab.omar', '/laboratory?list=verify'],
  ['lab-critical', 'lab.omar', '/laboratory?list=critical'],
  ['lab-wrong-band', 'nurse.hala', ({ lab }) => `/laboratory/orders/${lab.ordered}`, async (page) => {
    await page.keyboard.type('999999');
    await page.keyboard.press('Enter');
    await page.locator('main [role=alert]').first().waitFor();
  }],
  ['lab-specimen', 'lab.omar', ({ lab }) => `/laboratory/specimens/${lab.onItsWay}`],
  ['lab-label', 'lab.omar', ({ lab }) => `/laboratory/specimens/${lab.specimen}/label`],
  ['lab-entry', 'lab.omar', ({ lab }) => `/laboratory/orders/${lab.entered}`, (page) => page.locator('[data-entry]').last().fill('138')],
  ['lab-call', 'lab.omar', ({ lab }) => `/laboratory/critical/${lab.critical}`, (page) => page.locator('main input[type=radio]').first().check()],
  ['lab-acknowledge', 'dr.osman', ({ lab }) => `/laboratory/critical/${lab.critical}`],
  ['lab-catalogue', 'lab.omar', '/laboratory/catalogue'],
  ['lab-test', 'lab.omar', ({ lab }) => `/laboratory/catalogue/tests/${lab.test}`],
  ['lab-panel', 'lab.omar', ({ lab }) => `/laboratory/catalogue/panels/${lab.panel}`],
  ['chart-laboratory', 'dr.osman', chart('/laboratory'), async (page) => {
    const search = page.locator('main [role=combobox]').first();
    await search.fill('electro');
    await search.press('Enter');
  }],
  ['alerts', 'ph.rania', '/alerts'],
  ['high-alert', 'ph.rania', '/high-alert'],
  ['audit', 'audit.nour', '/audit'],
  ['account', 'dr.osman', '/account'],
  ['second-factor', 'dr.osman', '/account', async (page) => {
    await page.locator('main section').nth(1).locator('button').first().click();
    await page.getByRole('dialog').locator('input').fill(STAFF_PASSWORD);
    await page.keyboard.press('Enter');
    await page.locator('svg[role=img]').waitFor();
  }],
  ['problems', 'dr.osman', chart('/problems')],
  ['notes', 'dr.osman', chart('/notes')],
  ['observations', 'nurse.hala', chart('/observations')],
  ['procedures', 'dr.osman', chart('/procedures')],
  ['immunizations', 'dr.osman', chart('/immunizations')],
  ['merge', 'admin', chart('/merge')],
  ['chart-billing', 'clerk.sara', chart('/billing')],
  ['invoices', 'clerk.sara', '/billing'],
  ['charges', 'clerk.sara', '/billing/charges'],
  ['billing-account', 'clerk.sara', ({ account }) => `/billing/accounts/${account}`],
  ['invoice', 'clerk.sara', ({ invoice }) => `/billing/invoices/${invoice}`],
  ['print-invoice', 'clerk.sara', ({ invoice }) => `/billing/invoices/${invoice}/print`],
  ['claims', 'clerk.sara', '/billing/claims'],
  ['claim', 'clerk.sara', ({ claim }) => `/billing/claims/${claim}`],
  ['approvals', 'clerk.sara', '/billing/approvals'],
  ['prices', 'clerk.sara', '/billing/prices'],
  ['price-list', 'clerk.sara', ({ list }) => `/billing/prices/${list}`],
  ['reports', 'clerk.sara', '/billing/reports'],
  ['statement', 'clerk.sara', ({ statement }) => `/billing/statements/${statement}`],
  ['stock', 'ph.rania', '/inventory'],
  ['stock-alerts', 'ph.rania', '/inventory/alerts'],
  ['orders', 'ph.rania', '/inventory/orders'],
  ['batch', 'ph.rania', ({ batch }) => `/inventory/batches/${batch}`],
  ['bell', 'nurse.hala', '/home', (page) => page.locator('header [aria-haspopup=dialog]').click()],
  ['notifications', 'nurse.hala', '/notifications'],
  ['notification-preferences', 'nurse.hala', '/notifications/preferences', (page) => page.locator('main input[type=checkbox]').last().click()],
  ['templates', 'admin', '/notifications/templates'],
  ['template', 'admin', ({ template }) => `/notifications/templates/${template}`],
  ['sent', 'admin', '/notifications/sent'],
  ['payments', 'clerk.sara', '/payments'],
  ['payment', MANAGER, ({ payment }) => `/payments/${payment}`],
  ['start-payment', 'clerk.sara', ({ open }) => `/billing/invoices/${open}`, async (page) => {
    await page.locator('main [role=group] button').nth(1).click();
    await page.getByRole('dialog').locator('input').nth(2).fill('200.00');
  }],
  ['payment-verification', MANAGER, '/payments/verification'],
  ['payment-refunds', MANAGER, '/payments/refunds'],
  ['reconciliation', MANAGER, '/payments/reconciliation'],
  ['plans', 'clerk.sara', '/payments/plans'],
  ['plan', 'clerk.sara', ({ plan }) => `/payments/plans/${plan}`],
  ['make-plan', 'clerk.sara', ({ open }) => `/billing/invoices/${open}`, (page) => page.locator('main [role=group] button').nth(2).click()],
  ['disputes', 'clerk.sara', '/payments/disputes'],
  ['daily', 'clerk.sara', '/payments/daily'],
  ['drawer', 'clerk.sara', '/payments/drawer'],
  ['counts', 'ph.rania', '/inventory/counts'],
  ['count', 'ph.rania', ({ count }) => `/inventory/counts/${count}`],
  ['items', 'ph.rania', '/inventory/items', (page) => page.locator('main li button').first().click()],
  ['stock-places', 'ph.rania', '/inventory/places'],
  ['suppliers', 'ph.rania', '/inventory/suppliers'],
  ['facilities', 'admin', '/sites'],
  ['facility', 'admin', ({ facility }) => `/sites/${facility}`],
  ['organizations', 'admin', '/sites/organizations'],
  ['staff', 'admin', '/sites/staff'],
  ['staff-member', 'admin', ({ doctor }) => `/sites/staff/${doctor}`],
  ['staff-dialog', 'admin', ({ doctor }) => `/sites/staff/${doctor}`, (page) => page.locator('main section button').first().click()],
  ['record-notes', 'dr.amin', chart('/record')],
  ['record-note', 'dr.amin', ({ patient, record }) => `/patients/${patient.id}/record/notes/${record.note}`],
  ['record-editor', 'dr.osman', ({ patient, record }) => `/patients/${patient.id}/record/notes/${record.writing}/write`],
  ['record-locked', 'nurse.hala', ({ patient, record }) => `/patients/${patient.id}/record/notes/${record.writing}/write`],
  ['record-versions', 'dr.osman', ({ patient, record }) => `/patients/${patient.id}/record/notes/${record.note}/versions`],
  ['record-note-print', 'dr.osman', ({ patient, record }) => `/patients/${patient.id}/notes/${record.note}/print`],
  ['record-problems', 'dr.osman', chart('/record/problems')],
  ['record-problem-dialog', 'dr.osman', chart('/record/problems'), (page) => page.locator('main section button').first().click()],
  ['record-plans', 'dr.osman', chart('/record/care-plans')],
  ['record-plan-dialog', 'dr.osman', chart('/record/care-plans'), (page) => page.locator('main li button').first().click()],
  ['record-histories', 'dr.osman', chart('/record/histories')],
  ['record-wishes', 'dr.osman', chart('/record/wishes')],
  ['record-team', 'dr.osman', chart('/record/team')],
  ['record-documents', 'dr.osman', chart('/record/documents')],
  ['record-hand-over', 'dr.osman', chart('/record/hand-over')],
  ['record-summary', 'dr.osman', chart('/summary')],
  ['records-attention', 'dr.osman', '/records'],
  ['records-to-co-sign', 'dr.amin', '/records/to-co-sign'],
  ['records-ward', 'dr.osman', '/records/hand-over'],
  ['records-plans', 'dr.osman', '/records/care-plans'],
  ['record-not-permitted', 'desk.lina', chart('/record')],
  ['not-permitted', 'desk.lina', '/audit'],
  ['menu', 'dr.osman', '/home', async (page) => {
    if ((page.viewportSize()?.width ?? 0) < 900) await page.locator('header button').first().click();
    else await page.locator('header button').last().click();
  }],
];

const [folder = fileURLToPath(new URL('../screens', import.meta.url)), ...asked] = process.argv.slice(2);
await mkdir(folder, { recursive: true });
const world = await startWorld();
const browser = await openBrowser();
try {
  const known = { ...world, ...(asked.length === 0 || asked.some((name) => name.startsWith('record')) ? { record: await fillRecord(world) } : {}), lab: await seedLaboratory(), ...(asked.length > 0 && asked.every((name) => /lab|^home|^record/.test(name)) ? {} : await seed()) };
  for (const [scheme, width, language] of LOOKS.filter((look) => !process.env.LOOKS || process.env.LOOKS.split(',').includes(look.join('-')))) {
    const options = { language, colorScheme: scheme, viewport: { width, height: width < 600 ? 844 : 800 } };
    const file = (name) => `${folder}/${name}-${language === 'en' ? '' : `${language}-`}${scheme}-${width}.png`;
    const wanted = SHOTS.filter(([name]) => asked.length === 0 || asked.includes(name));
    if (asked.length === 0 || asked.includes('sign-in')) {
      const { page } = await opened(browser, world.base, options);
      await page.screenshot({ path: file('sign-in') });
      await page.context().close();
    }
    for (const username of new Set(wanted.map(([, who]) => who))) {
      const { page, complaints } = await signedIn(browser, world.base, username, username === 'admin' ? world.hub.password : STAFF_PASSWORD, options);
      page.setDefaultTimeout(8_000);
      for (const [name, who, path, act] of wanted) if (who === username) await take(page, file(name), world.base + (typeof path === 'function' ? path(known) : path), act);
      for (const complaint of complaints) console.log(`${username} ${scheme} ${width}: ${complaint}`);
      await page.context().close();
    }
  }
} finally {
  await browser.close();
  await world.end();
}

async function take(page, file, address, act) {
  await page.goto(address);
  await page.waitForLoadState('networkidle', { timeout: 2_500 }).catch(() => undefined);
  await act?.(page)?.catch((error) => console.log(`${file}: ${error.message.split('\n')[0]}`));
  await page.waitForTimeout(500);
  await page.screenshot({ path: file });
  const { scrollWidth, clientWidth } = await page.locator('main').evaluate((main) => ({ scrollWidth: main.scrollWidth, clientWidth: main.clientWidth }));
  if (scrollWidth > clientWidth) console.log(`${file}: is ${scrollWidth - clientWidth} px wider than the window`);
}

/** Prescriptions in every state that the pictures show. */
async function seed() {
  const doctor = await world.call('dr.osman');
  const pharmacist = await world.call('ph.rania');
  const to = (drug, more) => doctor('POST', '/prescriptions', order(world.patient, drug, more));
  const answer = (draft) => doctor('POST', `/prescriptions/${draft.id}/submit`, { overrides: draft.check.open_alerts.map((alert_id) => ({ alert_id, reason: 'specialist-advice', comment: 'written plan of the clinic' })) });
  const warfarin = await to('warfarin', { dose: { amount: 5, unit: 'mg', times_per_day: 1 }, indication: 'Atrial fibrillation', refills: 2 });
  await pharmacist('POST', `/prescriptions/${warfarin.id}/verify`);
  await pharmacist('POST', `/prescriptions/${warfarin.id}/dispense`, { quantity: 14, batch: 'W-12' });
  const morphine = await to('morphine', { dose: { amount: 5, unit: 'mg', times_per_day: 4 } });
  if (morphine.status === 'draft') await answer(morphine);
  await pharmacist('POST', `/prescriptions/${morphine.id}/verify`);
  const active = await to('omeprazole', { dose: { amount: 20, unit: 'mg', times_per_day: 1 } });
  await pharmacist('POST', `/prescriptions/${active.id}/verify`);
  const ibuprofen = await to('ibuprofen', { dose: { amount: 400, unit: 'mg', times_per_day: 3 }, priority: 'urgent' });
  const overridden = ibuprofen.status === 'draft' ? await answer(ibuprofen) : ibuprofen;
  const allergic = await to('amoxicillin', { dose: { amount: 500, unit: 'mg', times_per_day: 3 }, allergies: [{ substance: { name: 'penicillin' } }] });
  if (allergic.status === 'draft') await doctor('POST', `/prescriptions/${allergic.id}/cancel`, { reason: 'allergy' });
  const draft = await to('apixaban', { dose: { amount: 5, unit: 'mg', times_per_day: 2 } });
  const twice = await to('paracetamol', { dose: { amount: 500, unit: 'mg', times_per_day: 3 } });
  await doctor('POST', `/prescriptions/${twice.id}/cancel`, { reason: 'not needed' });
  return { draft: draft.id, overridden: overridden.id, active: active.id, ...(await seedHouse()), ...(await fillBooks(world)), ...(await fillDesk(world)) };
}

/** Appointments in several states, somebody in a bed, values of a day and an alarm. */
async function seedHouse() {
  const { admin, house, patient } = world;
  const { slots } = await freeTimes(admin, house);
  const others = [];
  for (const [family, given] of [['EVERYWOMAN', 'EVE'], ['ANYBODY', 'NOUR'], ['SOMEBODY', 'SAMI']]) others.push(await admin('POST', '/patients', { identifiers: [{ system: 'NILE', value: `9${others.length}`, type: 'MR' }], names: [{ family, given: [given] }], gender: 'female', birth_date: '1984-02-01' }));
  const first = await book(admin, house, others[0], slots[1]);
  await admin('POST', `/appointments/${first.id}/check-in`);
  await book(admin, house, others[1], slots[2], { priority: 'urgent', reason: 'chest pain' });
  const own = await book(admin, house, patient, slots[4], { kind: 'follow-up', reason: 'blood pressure' });
  const gone = await book(admin, house, others[2], slots[5]);
  const wish = { patient_id: patient.id, facility_id: house.facility.id, kind: 'consultation', minutes: 30, earliest: slots[0].starts_at.slice(0, 10), latest: '2027-12-31' };
  await admin('POST', '/waitlist', wish);
  await admin('POST', '/waitlist', { ...wish, patient_id: others[0].id, priority: 'urgent', day_part: 'morning' });
  await admin('POST', `/appointments/${gone.id}/cancel`, { reason: 'ill' });
  const { items } = await admin('GET', `/patients/${patient.id}/encounters`);
  const current = items.find(({ status }) => status === 'in-progress');
  if (current) await admin('POST', `/beds/${house.beds[0].id}/assign`, { encounter_id: current.id, expected_discharge_at: new Date(Date.now() + 2 * 86_400_000).toISOString() });
  await admin('POST', `/beds/${house.beds[2].id}/status`, { status: 'cleaning' });
  await admin('POST', `/beds/${house.beds[3].id}/status`, { status: 'maintenance', reason: 'broken rail' });
  // A monitor measures its patient from the moment on at which it was connected, so there are values of some seconds only.
  for (let n = 0; n < 6; n += 1) {
    await measure(admin, { heart_rate: 78 + 3 * n, oxygen_saturation: 97, systolic: 128 + n, diastolic: 82, temperature: 37.2, respiratory_rate: 16 });
    await new Promise((resolve) => setTimeout(resolve, 400));
  }
  await measure(admin, { heart_rate: 134, oxygen_saturation: 93, systolic: 131, diastolic: 84 });
  return { appointment: own.id };
}

/** Work of the laboratory in each of its states, of two patients. */
async function seedLaboratory() {
  const { admin, house, patient } = world;
  const { tests, panel } = await buildCatalogue(admin);
  const other = await admin('POST', '/patients', { identifiers: [{ system: 'NILE', value: '88001', type: 'MR' }], names: [{ family: 'ANYWOMAN', given: ['AMNA'] }], gender: 'female', birth_date: '1991-06-12' });
  const ordered = await orderTests(admin, house, patient, ['LYTES', '5778-6'], { priority: 'stat', reason: 'palpitations' });
  await orderTests(admin, house, other, ['2345-7']);
  const sent = await collect(admin, await orderTests(admin, house, other, ['5196-1'], { priority: 'urgent' }));
  const onItsWay = await act(admin, sent, { action: 'send', to: 'Main laboratory' });
  await collect(admin, await orderTests(admin, house, patient, ['2951-2'], { priority: 'stat' }));
  const entered = await orderTests(admin, house, patient, ['LYTES', '5196-1', '2345-7'], { priority: 'stat' });
  const specimen = await received(admin, entered);
  await enter(await world.call('lab.omar'), entered, [numeric(tests.Potassium, '6.80'), numeric(tests.Glucose, '6.40')], specimen.id);
  await enter(admin, entered, [{ test: tests['Hepatitis B surface antigen'].id, value: { type: 'coded', code: { system: '', code: 'POS' } } }], specimen.id);
  const found = await orderTests(admin, house, other, ['2823-3']);
  const of = await received(admin, found);
  await verify(await world.call('lab.mona'), await enter(admin, found, [numeric(tests.Potassium, '7.20')], of.id));
  const { items } = await admin('GET', '/lab/critical-results?status=open');
  return { ordered: ordered.id, onItsWay: onItsWay.id, specimen: specimen.id, entered: entered.id, critical: items.at(-1).id, test: tests.Potassium.id, panel: panel.id };
}
