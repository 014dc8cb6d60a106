import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { I18nextProvider } from 'react-i18next';
import '@fontsource-variable/noto-sans-sc';
import { BenchPage } from './bench-page.tsx';
import './bench.css';
import { parseFragment } from './fragment.ts';
import { benchTexts } from './texts.ts';

const root = document.getElementById('root');
if (!root) throw new Error('bench.html has no #root');

createRoot(root).render(
  <StrictMode>
    <I18nextProvider i18n={benchTexts}>
      <BenchPage {...parseFragment(location.hash)} />
    </I18nextProvider>
  </StrictMode>,
);
