import assert from 'node:assert/strict';
import test, { after } from 'node:test';
import { openBrowser } from './browser.ts';
import { setUpClinic, signInFirst } from './people.ts';
import { newDataFolder, removeDataFolder, startEvenkeel, type Running } from './server.ts';

const browser = await openBrowser();
const skip = browser === undefined ? 'no browser on this machine' : false;
const dataFolder = newDataFolder();
let server: Running | undefined;

after(async () => {
  await browser?.close();
  await server?.stop();
  removeDataFolder(dataFolder);
});

test(
  'a passkey is added in the account and signs its owner in without a password',
  { skip, timeout: 120_000 },
  async () => {
    assert.ok(browser !== undefined);
    server = await startEvenkeel(dataFolder);
    // A passkey belongs to a name, and an address of numbers has none.
    const address = server.address.replace('127.0.0.1', 'localhost');
    const first = await browser.newPage();
    await setUpClinic(first, address);
    await first.close();
    const { page, errors } = await signInFirst(browser, address, 'nurse');
    const debug = await page.context().newCDPSession(page);
    await debug.send('WebAuthn.enable');
    await debug.send('WebAuthn.addVirtualAuthenticator', {
      options: {
        protocol: 'ctap2',
        transport: 'internal',
        hasResidentKey: true,
        hasUserVerification: true,
        isUserVerified: true,
        automaticPresenceSimulation: true,
      },
    });
    await page.goto(`${address}/account`);
    await page.getByText('No passkey yet.').waitFor();
    await page.getByLabel('Name of this passkey').fill('Ward laptop');
    await page.getByRole('button', { name: 'Add a passkey' }).click();
    await page.getByText('One passkey.').waitFor();
    await page.getByRole('button', { name: 'Sign out' }).click();
    await page.getByRole('button', { name: 'Sign in with a passkey' }).click();
    await page.getByRole('button', { name: 'Sign out' }).waitFor();
    assert.match(await page.locator('body').innerText(), /Rosa Lindt/);
    assert.deepEqual(errors, []);
  },
);
