import react from '@vitejs/plugin-react';
import { defineConfig, type ProxyOptions } from 'vite';

const API = 'http://127.0.0.1:7420';

// The API compares Origin with its own address, so the proxy speaks as a page of that address.
const proxied: ProxyOptions = { target: API, changeOrigin: true, headers: { origin: API } };

export default defineConfig({
  base: '/ui/',
  plugins: [react()],
  build: {
    target: 'es2023',
    modulePreload: { polyfill: false },
    // test/browser/bundle.test.ts of the API holds the limits.
    chunkSizeWarningLimit: 700,
    rolldownOptions: {
      output: {
        codeSplitting: {
          groups: [
            { name: 'zod', test: /node_modules\/zod\/|src\/no-eval\.ts/ },
            { name: 'react', test: /node_modules\/(react|react-dom|scheduler)\// },
          ],
        },
      },
    },
  },
  server: {
    host: '127.0.0.1',
    proxy: Object.fromEntries(
      [
        '/session',
        '/events',
        '/deployer',
        '/mapreduce',
        '/warehouse',
        '/kv',
        '/cost',
        '/healthz',
        '/readyz',
        '/openapi.json',
        '/docs',
      ].map((path) => [path, proxied]),
    ),
  },
});
