// A page of the app in which somebody is signed in.
export { accessibility, openBrowser } from '../../../admin-ui/browser/lib.mjs';

/** What the sign-in says, by language. */
const WORDS = {
  en: { language: 'English', username: 'User name', password: 'Password', signIn: 'Sign in', home: 'Home' },
  ar: { language: 'العربية', username: 'اسم المستخدم', password: 'كلمة المرور', signIn: 'تسجيل الدخول', home: 'الرئيسية' },
};

/** Opens a page and collects what it complains of. */
export async function opened(browser, base, { language = 'en', ...options } = {}) {
  const context = await browser.newContext({ viewport: { width: 1280, height: 800 }, locale: 'en-GB', reducedMotion: 'reduce', ...options });
  const page = await context.newPage();
  page.setDefaultTimeout(15_000);
  const complaints = [];
  page.on('pageerror', (error) => complaints.push(error.message));
  page.on('console', (line) => line.type() === 'error' && !/status of 4\d\d/.test(line.text()) && complaints.push(line.text()));
  await page.goto(`${base}/home`);
  await page.getByRole('button', { name: WORDS[language].language, exact: true }).click();
  return { page, complaints };
}

/** Types name and password; what comes next depends on the second factor. */
export async function typeCredentials(page, username, password, language = 'en') {
  const words = WORDS[language];
  await page.getByLabel(words.username).fill(username);
  await page.getByLabel(words.password).fill(password);
  await page.getByRole('button', { name: words.signIn, exact: true }).click();
}

export async function signedIn(browser, base, username, password, { language = 'en', ...options } = {}) {
  const { page, complaints } = await opened(browser, base, { language, ...options });
  await typeCredentials(page, username, password, language);
  await page.getByRole('heading', { name: WORDS[language].home, exact: true }).waitFor();
  return { page, complaints };
}
