/** @jsxImportSource preact */
import { render } from 'preact';
import { KioskPage } from './kiosk-page.tsx';
import { LinkPage } from './link-page.tsx';
import './patient.css';

const place = document.getElementById('page');
if (place === null) throw new Error('The page has no place for the questionnaire.');
/** What stands behind the #; some mail programs write its signs in their own way. */
function tokenOf(hash: string): string {
  try {
    return decodeURIComponent(hash.slice(1));
  } catch {
    return hash.slice(1);
  }
}
const show = () => {
  const token = tokenOf(location.hash);
  const isKiosk = token === '' || token === 'kiosk';
  render(isKiosk ? <KioskPage key="kiosk" /> : <LinkPage key={token} token={token} />, place);
};
addEventListener('hashchange', show);
show();
