import { cpSync, createReadStream, existsSync, statSync } from "node:fs";
import { extname, join, normalize, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { defineConfig, type Plugin, type UserConfig } from "vite";
import { serviceWorker } from "./scripts/vite/service-worker-plugin.ts";
import { serviceWorkerFile } from "./src/viewer/offline/protocol.ts";

const root = fileURLToPath(new URL(".", import.meta.url));

/** Served as they are at the page's root, and copied beside the built page. */
const staticPaths = ["manifest.json", "assets", "samples"] as const;

const mediaTypes: Readonly<Record<string, string>> = {
  ".json": "application/json",
  ".md": "text/markdown; charset=utf-8",
  ".svg": "image/svg+xml",
  ".png": "image/png",
  ".webmanifest": "application/manifest+json",
};

/** Beside a model that was trained here: a report with pictures of the data set, not to be published. */
const trainingFolder = /assets[\\/]models[\\/][^\\/]+[\\/]training$/;

/** Models, samples and the manifest lie at the project's root, outside of the page's folder. */
function staticFiles(): Plugin {
  let outDir = "";
  return {
    name: "residua-static-files",
    configResolved(config) {
      outDir = resolve(config.root, config.build.outDir);
    },
    configureServer(server) {
      server.middlewares.use((request, response, next) => {
        const url = new URL(request.url ?? "/", "http://localhost");
        // A preset that a module imports is a module too.
        if (url.searchParams.has("import")) return next();
        const path = normalize(decodeURIComponent(url.pathname));
        const [, first = ""] = path.split(/[\\/]/);
        if (!staticPaths.some((name) => name === first)) return next();
        const file = join(root, path);
        if (!existsSync(file) || !statSync(file).isFile()) {
          // Without this the test runner answers with a page, and a missing model looks like broken JSON.
          response.statusCode = 404;
          response.end();
          return;
        }
        response.setHeader("Content-Type", mediaTypes[extname(file)] ?? "application/octet-stream");
        response.setHeader("Content-Length", statSync(file).size);
        createReadStream(file).pipe(response);
      });
    },
    writeBundle() {
      for (const path of staticPaths) {
        if (!existsSync(join(root, path))) continue;
        const filter = (source: string) => !trainingFolder.test(source);
        cpSync(join(root, path), join(outDir, path), { recursive: true, filter });
      }
    },
  };
}

const codecs = [
  "charls/decodewasmjs",
  "libjxl/decodewasmjs",
  "libjpeg-turbo-8bit/decodewasmjs",
  "openjpeg/decodewasmjs",
  "openjph/wasmjs",
];

/**
 * What the page, its workers and the browser tests import. Named here because Vite's scan does not follow
 * workers: a dependency found late makes Vite reload the page, in the middle of a test too.
 */
const heavyDependencies = [
  "@awesome.me/webawesome/dist/components/badge/badge.js",
  "@awesome.me/webawesome/dist/components/button/button.js",
  "@awesome.me/webawesome/dist/components/callout/callout.js",
  "@awesome.me/webawesome/dist/components/checkbox/checkbox.js",
  "@awesome.me/webawesome/dist/components/dialog/dialog.js",
  "@awesome.me/webawesome/dist/components/divider/divider.js",
  "@awesome.me/webawesome/dist/components/dropdown-item/dropdown-item.js",
  "@awesome.me/webawesome/dist/components/dropdown/dropdown.js",
  "@awesome.me/webawesome/dist/components/icon/icon.js",
  "@awesome.me/webawesome/dist/components/icon/library.js",
  "@awesome.me/webawesome/dist/components/input/input.js",
  "@awesome.me/webawesome/dist/components/option/option.js",
  "@awesome.me/webawesome/dist/components/progress-bar/progress-bar.js",
  "@awesome.me/webawesome/dist/components/select/select.js",
  "@awesome.me/webawesome/dist/components/slider/slider.js",
  "@awesome.me/webawesome/dist/components/spinner/spinner.js",
  "@awesome.me/webawesome/dist/components/switch/switch.js",
  "@awesome.me/webawesome/dist/components/tooltip/tooltip.js",
  "@awesome.me/webawesome/dist/translations/zh-cn.js",
  "@awesome.me/webawesome/dist/utilities/localize.js",
  "@cornerstonejs/core",
  "@cornerstonejs/metadata",
  "@cornerstonejs/tools",
  "@kitware/vtk.js/Common/DataModel/PiecewiseFunction.js",
  "@kitware/vtk.js/Rendering/Core/ColorTransferFunction.js",
  "@lit/localize",
  "@tensorflow/tfjs-backend-cpu",
  "@tensorflow/tfjs-backend-wasm",
  "@tensorflow/tfjs-backend-wasm/wasm-out/tfjs-backend-wasm-threaded-simd.js",
  "@tensorflow/tfjs-backend-wasm/wasm-out/tfjs-backend-wasm-threaded-simd.worker.js",
  "@tensorflow/tfjs-backend-webgl",
  "@tensorflow/tfjs-converter",
  "@tensorflow/tfjs-core",
  "@tensorflow/tfjs-layers",
  "axe-core",
  "d3-color",
  "d3-contour",
  "d3-scale-chromatic",
  "dcmjs",
  "fast-check",
  "fflate",
  "lit",
  "lit/decorators.js",
  "lit/directives/class-map.js",
  "lit/directives/if-defined.js",
  "lit/directives/keyed.js",
  "lit/directives/live.js",
  "lit/directives/ref.js",
  "lit/directives/repeat.js",
  "lit/directives/style-map.js",
  "marked",
  "ml-matrix",
  "oled-font-5x7",
  "zod",
];

export const optimizeDeps: NonNullable<UserConfig["optimizeDeps"]> = {
  // Its decoding worker finds the codecs relative to itself, which pre-bundling would break.
  exclude: ["@cornerstonejs/dicom-image-loader"],
  include: [
    "dicom-parser",
    "pako",
    "comlink",
    "@cornerstonejs/jpeg-lossless-decoder-js",
    ...codecs.map((codec) => `@cornerstonejs/codec-${codec}`),
    ...heavyDependencies,
  ],
};

/** What the page and the browser tests have in common. */
export const shared = {
  plugins: [staticFiles()],
  optimizeDeps,
  worker: { format: "es", rolldownOptions: { checks: { pluginTimings: false } } },
} satisfies UserConfig;

export default defineConfig({
  ...shared,
  plugins: [
    ...shared.plugins,
    serviceWorker({
      entry: join(root, "src/viewer/offline/service-worker.ts"),
      fileName: serviceWorkerFile,
    }),
  ],
  root: join(root, "src/viewer"),
  base: "./",
  // No page of its own for unknown paths: a missing file has to be a 404, not HTML.
  appType: "mpa",
  publicDir: false,
  cacheDir: join(root, "node_modules/.vite"),
  build: {
    outDir: "../../dist/app",
    // Apart from the copied assets/.
    assetsDir: "page",
    emptyOutDir: true,
    rolldownOptions: {
      input: [join(root, "src/viewer/index.html"), join(root, "src/viewer/train.html")],
      checks: { pluginTimings: false },
      onLog(level, log, report) {
        // The codecs ask for these only where they run in Node.
        if (/Module "(fs|path)" has been externalized .*@cornerstonejs.codec-/.test(log.message)) return;
        report(level, log);
      },
    },
    target: "es2023",
    // Cornerstone is one package of 3 MB; splitting it would not make the first image come sooner.
    chunkSizeWarningLimit: 6000,
  },
});
