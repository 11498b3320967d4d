/** @jsxImportSource preact */
import { render } from 'preact';
import { Page } from './page.tsx';
import './patient.css';

const place = document.getElementById('page');
if (place === null) throw new Error('The page has no place for the questionnaire.');
const show = () => {
  const token = decodeURIComponent(location.hash.slice(1));
  render(<Page key={token} token={token} />, place);
};
addEventListener('hashchange', show);
show();
