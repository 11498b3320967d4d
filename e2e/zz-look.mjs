import { openBrowser } from './browser.ts';
const base = 'http://localhost:7390/demo';
const browser = await openBrowser();
const context = await browser.newContext({ viewport: { width: 1280, height: 900 } });
const page = await context.newPage();
page.on('console', (m) => m.type() === 'error' && console.log('console', m.text()));
page.on('pageerror', (e) => console.log('pageerror', e.message));
const hello = await (await fetch(base + '/api/hello')).json();
const who = process.argv[2] ?? 'Lindqvist';
const person = hello.demoPeople.find((p) => p.name.includes(who));
await page.goto(base + '/');
await page.request
  .post(base + '/api/demo-sign-in', {
    data: { staffId: person.staffId },
    headers: { origin: 'http://localhost:7390' },
  })
  .then(async (r) => r.ok() || console.log(r.status(), await r.text()));
for (const path of process.argv.slice(3)) {
  let to = path;
  if (path.includes('PATIENT')) {
    const found = await (await page.request.get(base + '/api/patients')).json();
    const pick = found.patients[Number(process.env.PICK ?? 3)];
    to = path.replace('PATIENT', pick.patientId);
  }
  await page.goto(base + to);
  await page.waitForTimeout(1500);
  const name = '/tmp/shots/' + path.replaceAll('/', '_') + '.png';
  await page.screenshot({ path: name, fullPage: true });
  console.log(name, await page.title());
}
await browser.close();
