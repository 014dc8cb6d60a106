import type { Plugin } from 'vite';

const sheetLink = /\s*<link rel="stylesheet"[^>]*href="\.\/([^"]+)"[^>]*>/g;

/**
 * Vite plugin: the citizen's page carries its style sheet. The page is drawn by the host, so nothing that it
 * needs to be seen is still to be fetched when it arrives.
 */
export function styleInPage(): Plugin {
  return {
    name: 'tongban:style-in-page',
    apply: 'build',
    transformIndexHtml: {
      order: 'post',
      handler(html, { path, bundle }) {
        if (path !== '/index.html') return html;
        return html.replace(sheetLink, (link, file: string) => {
          const sheet = bundle?.[file];
          if (sheet?.type !== 'asset')
            throw new Error(`the page names a style sheet that is not there: ${link}`);
          // The page is at the root, the sheet's other files are beside the sheet.
          const text = sheet.source.toString().replaceAll('url(./', 'url(./assets/');
          return `\n    <style>${text}</style>`;
        });
      },
    },
  };
}
