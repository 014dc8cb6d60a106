import html from './crash-loop.html?raw';

/**
 * The page that is shown while neither host nor screen hold. As a data: URL it needs no host, no file
 * access and no script, and its opaque origin can ask this shell for nothing.
 */
export const crashPageUrl = `data:text/html;charset=utf-8;base64,${Buffer.from(html, 'utf8').toString('base64')}`;
