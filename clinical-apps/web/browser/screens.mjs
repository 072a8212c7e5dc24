// Takes a picture of every page over a hub of its own, at 1280 and 390 pixels, light and dark, and in Arabic, to be looked at:
//   npm run screens                      into clinical-apps/web/screens
//   npm run screens -- FOLDER NAME…      only these, into FOLDER
import { mkdir } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { opened, openBrowser, signedIn } from './lib.mjs';
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
  ['home-administrator', 'admin', '/home'],
  ['patients', 'dr.osman', '/patients'],
  ['register', 'desk.lina', '/patients/new', async (page) => {
    await page.locator('input').nth(3).fill('EVERY');
    await page.locator('input').nth(4).fill('A');
    await page.waitForTimeout(800);
  }],
  ['chart', 'dr.osman', chart('')],
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
  const known = { ...world, ...(await seed()) };
  for (const [scheme, width, language] of LOOKS) {
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
  const { scrollWidth, clientWidth } = await page.evaluate(() => document.querySelector('main') ?? document.documentElement);
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
  return { draft: draft.id, overridden: overridden.id, active: active.id };
}
