import { defineCommand } from "citty";
import { sharedArgs, startCommand } from "../command.ts";
import { majorMinor } from "../ohif/app-config.ts";
import { setUpOhif } from "../ohif/set-up.ts";
import { oneOf, UsageError } from "../usage-error.ts";

const args = {
  action: {
    type: "positional",
    required: false,
    valueHint: "setup",
    description: "setup: install the plugin",
  },
  folder: { type: "positional", required: false, description: "where the viewer's index.html lies" },
  ohif: { type: "string", valueHint: "VERSION", default: "3.13.2", description: "the viewer's version" },
  dicomweb: {
    type: "string",
    valueHint: "URL",
    default: "/dicom-web",
    description: "DICOMweb server (QIDO-RS, WADO-RS, STOW-RS), or its path on the viewer's own server",
  },
  wado: { type: "string", valueHint: "URL", default: "/wado", description: "its WADO-URI" },
  name: { type: "string", valueHint: "TEXT", default: "DICOMweb", description: "its name in the study list" },
  plugin: {
    type: "string",
    valueHint: "URL",
    description: "where the plugin is served already; by default it is copied into the folder",
  },
  backend: {
    type: "string",
    valueHint: "webgl|wasm",
    description: "what the model runs on; by default the faster one is measured",
  },
  ...sharedArgs,
} as const;

export default defineCommand({
  meta: { name: "residua ohif", description: "Install the plugin in an OHIF viewer." },
  args,
  async run(context) {
    const { values, positionals } = startCommand(context, args);
    const [action, folder, ...more] = positionals;
    if (action !== "setup") throw new UsageError("Write: residua ohif setup FOLDER");
    if (folder === undefined || more.length > 0) throw new UsageError("Name one folder, the viewer's.");
    const [major, minor] = majorMinor(values.ohif) ?? [];
    if (major !== 3 || minor === undefined || minor < 11) {
      throw new UsageError(`--ohif takes a version from 3.11 on, below 4, not "${values.ohif}".`);
    }
    const backend = oneOf(values.backend, "backend", ["webgl", "wasm"]);
    const { kept } = await setUpOhif({
      folder,
      version: values.ohif,
      dicomweb: values.dicomweb,
      wado: values.wado,
      name: values.name,
      ...(values.plugin === undefined ? {} : { plugin: values.plugin }),
      ...(backend ? { configuration: { backend } } : {}),
    });
    if (kept) console.log(`The app-config.js that was there is now ${kept}.`);
    console.log(`Wrote app-config.js for OHIF ${values.ohif} to ${folder}. Not for diagnostic use.`);
  },
});
