/** @jsxImportSource preact */
import { render } from 'preact';
import { KioskPage } from './kiosk-page.tsx';
import { LinkPage } from './link-page.tsx';
import './patient.css';

const place = document.getElementById('page');
if (place === null) throw new Error('The page has no place for the questionnaire.');
const show = () => {
  const token = decodeURIComponent(location.hash.slice(1));
  const isKiosk = token === '' || token === 'kiosk';
  render(isKiosk ? <KioskPage key="kiosk" /> : <LinkPage key={token} token={token} />, place);
};
addEventListener('hashchange', show);
show();
