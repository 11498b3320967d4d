import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';

/** Two pages: the clinic app in React, the patient's questionnaire in Preact. Both work at `/` and under `/demo/`. */
export default defineConfig({
  root: import.meta.dirname,
  base: '/',
  plugins: [react({ exclude: /patient-page/ })],
  build: {
    outDir: 'dist',
    emptyOutDir: true,
    target: 'es2022',
    manifest: true,
    modulePreload: { polyfill: false },
    rolldownOptions: { input: { index: 'index.html', questionnaire: 'questionnaire.html' } },
  },
});
