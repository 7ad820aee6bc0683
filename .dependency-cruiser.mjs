/**
 * Import rules: docs/decisions/0001-one-way-data-flow.md says why.
 *
 * The folders by layer, lowest first. A folder imports from the layers below its own; within a layer only what
 * `sideways` names.
 */
const layers = [
  ["src/errors"],
  ["src/imaging", "src/vae"],
  ["src/scoring", "src/dataset"],
  [
    "src/ui",
    "src/report",
    "src/inference",
    "src/training",
    "src/evaluation",
    "src/latent",
    "src/diagnostics",
  ],
  ["plugin", "src/viewer", "src/cli", "src/triage", "src/consult"],
];

/** Imports within a layer; `types` are allowed as `import type` only. */
const sideways = {
  "src/vae": { modules: ["src/imaging"], types: [] },
  "src/ui": { modules: [], types: ["src/inference"] },
  "src/training": { modules: ["src/evaluation"], types: [] },
  "src/latent": { modules: ["src/evaluation"], types: [] },
  "src/viewer": { modules: ["plugin"], types: [] },
  "src/cli": { modules: ["src/triage"], types: [] },
};

const inFolder = (folders) => `^(${folders.join("|")})/`;
const nodeReaders = inFolder(["src/dataset", "src/cli", "src/triage", "src/consult"]);

const directionRules = layers.flatMap((layer, level) =>
  layer.flatMap((folder) => {
    const { modules = [], types = [] } = sideways[folder] ?? {};
    const siblings = layer.filter((other) => other !== folder && !modules.includes(other));
    const closed = [...siblings.filter((other) => !types.includes(other)), ...layers.slice(level + 1).flat()];
    const name = folder.replace("src/", "");
    const closedRule = {
      name: `${name}-imports-downwards`,
      comment: `${folder} imports only from lower layers${modules.length > 0 ? ` and ${modules.join(", ")}` : ""}.`,
      severity: "error",
      from: { path: inFolder([folder]) },
      to: { path: inFolder(closed) },
    };
    const typesRule = {
      name: `${name}-takes-types-only`,
      comment: `${folder} takes from ${types.join(", ")} types only.`,
      severity: "error",
      from: { path: inFolder([folder]) },
      to: { path: inFolder(types), dependencyTypesNot: ["type-only"] },
    };
    return [...(closed.length > 0 ? [closedRule] : []), ...(types.length > 0 ? [typesRule] : [])];
  }),
);

/** @type {import("dependency-cruiser").IConfiguration} */
export default {
  forbidden: [
    ...directionRules,
    {
      name: "product-does-not-import-tests",
      severity: "error",
      from: { path: "^(src|plugin)/", pathNot: "\\.test\\.ts$" },
      to: { path: "^(test|scripts)/|\\.test\\.ts$" },
    },
    {
      name: "cornerstone-in-the-viewer-only",
      comment: "All else is plain data. The decoders of DICOM pixel data are Cornerstone's by name only.",
      severity: "error",
      from: { path: "^(src|plugin)/", pathNot: "^(plugin|src/viewer)/|\\.test\\.ts$" },
      to: { path: "@cornerstonejs/", pathNot: "@cornerstonejs/(codec-|jpeg-lossless)" },
    },
    {
      name: "plugin-takes-the-hosts-cornerstone",
      comment: "A second copy of Cornerstone has its own cache and its own events: types only.",
      severity: "error",
      from: { path: "^plugin/" },
      to: { path: "@cornerstonejs/", dependencyTypesNot: ["type-only"] },
    },
    {
      name: "dom-in-ui-and-viewer-only",
      severity: "error",
      from: { path: "^(src|plugin)/", pathNot: "^src/(ui|viewer|triage/page)/" },
      to: { path: "node_modules/(lit|lit-html|lit-element|@lit|@awesome\\.me)/" },
    },
    {
      name: "node-in-readers-and-servers-only",
      severity: "error",
      from: { path: "^(src|plugin)/", pathNot: `${nodeReaders}|\\.test\\.ts$` },
      to: { dependencyTypes: ["core"] },
    },
    {
      name: "triage-page-knows-the-api-only",
      comment: "The page runs in a browser: of triage it takes the API's schemas, and no Node.",
      severity: "error",
      from: { path: "^src/triage/(page|api)/" },
      to: {
        path: "^src/triage/(?!page/|api/)|node_modules/(pg|pg-boss|kysely|hono|@hono)/",
        dependencyTypesNot: ["type-only"],
      },
    },
    {
      name: "triage-page-without-node",
      severity: "error",
      from: { path: "^src/triage/(page|api)/" },
      to: { dependencyTypes: ["core"] },
    },
    {
      name: "triage-server-without-page",
      severity: "error",
      from: { path: "^src/triage/", pathNot: "^src/triage/page/" },
      to: { path: "^src/triage/page/" },
    },
    {
      name: "tensorflow-union-package-in-node-only",
      comment: "The union package registers every backend, which doubles what a page downloads.",
      severity: "error",
      from: { path: "^(src|plugin)/", pathNot: "^src/cli/" },
      to: { path: "node_modules/@tensorflow/tfjs/" },
    },
    { name: "no-circles", severity: "error", from: {}, to: { circular: true } },
    { name: "everything-resolves", severity: "error", from: {}, to: { couldNotResolve: true } },
    {
      name: "product-needs-no-development-package",
      severity: "error",
      from: { path: "^(src|plugin)/", pathNot: "^src/ui/testing/|\\.test\\.ts$" },
      to: { dependencyTypes: ["npm-dev", "npm-no-pkg", "npm-unknown"], dependencyTypesNot: ["type-only"] },
    },
  ],
  options: {
    tsPreCompilationDeps: true,
    tsConfig: { fileName: "tsconfig.json" },
    doNotFollow: { path: "node_modules" },
    exclude: { path: "\\?(url|raw|inline|worker)" },
    enhancedResolveOptions: {
      exportsFields: ["exports"],
      conditionNames: ["import", "browser", "default", "types"],
      mainFields: ["module", "main", "types"],
      extensions: [".ts", ".js", ".mjs", ".json"],
    },
  },
};
