/** What the app-config is written for. */
export interface AppConfigOptions {
  /** Where the plugin's folder is served; a path on the viewer's own server, or a URL. With a slash at the end. */
  readonly plugin: string;
  /** QIDO-RS, WADO-RS and STOW-RS; a path on the viewer's own server, or a URL. */
  readonly dicomweb: string;
  /** WADO-URI. */
  readonly wado: string;
  /** As the study list shows it. */
  readonly name: string;
  /** As `@ohif/app` numbers it, "3.13.2". */
  readonly version: string;
  /** The extension's own options, as plugin/ohif/configuration.ts lists them. */
  readonly configuration?: Readonly<Record<string, unknown>>;
}

/** How the file begins, by which it is known again. */
export const appConfigMark = '// Written by "residua ohif setup"';

/** Major and minor of a version such as "3.13.2" or "3.14.0-beta.6"; undefined where it is none. */
export function majorMinor(version: string): readonly [major: number, minor: number] | undefined {
  const match = /^(\d+)\.(\d+)(\.\d+(-[\w.]+)?)?$/.exec(version);
  return match ? [Number(match[1]), Number(match[2])] : undefined;
}

/** app-config.js of OHIF: one data source, and Residua; a viewer that works where the plugin cannot be loaded. */
export function appConfig(options: AppConfigOptions): string {
  const dataSource = {
    namespace: "@ohif/extension-default.dataSourcesModule.dicomweb",
    sourceName: "dicomweb",
    configuration: {
      friendlyName: options.name,
      name: options.name,
      wadoUriRoot: options.wado,
      qidoRoot: options.dicomweb,
      wadoRoot: options.dicomweb,
      qidoSupportsIncludeField: false,
      imageRendering: "wadors",
      thumbnailRendering: "wadors",
      enableStudyLazyLoad: true,
      supportsFuzzyMatching: false,
      supportsWildcard: true,
      omitQuotationForMultipartRequest: true,
      bulkDataURI: { enabled: true, relativeResolution: "studies" },
    },
  };
  const viewer = {
    showStudyList: true,
    // The tour of the first visit covers the page.
    customizationService: { "ohif.tours": { $set: [] } },
    defaultDataSourceName: dataSource.sourceName,
    dataSources: [dataSource],
  };
  return `${appConfigMark} for OHIF ${options.version}.

// The extension, with its options (see the guide), and the mode "Residua review".
async function residua() {
  try {
    const plugin = await import(${JSON.stringify(`${options.plugin}residua.mjs`)});
    return { extensions: [[plugin.default, ${JSON.stringify(options.configuration ?? {})}]], modes: [plugin.mode] };
  } catch (error) {
    console.warn("The viewer starts without Residua, which could not be loaded.", error);
    return { extensions: [], modes: [] };
  }
}

window.config = async () => ({
  ...(await residua()),
  // As index.html says; 3.11 does not start without.
  routerBasename: window.PUBLIC_URL || "/",
  ...${JSON.stringify(viewer, null, 2).replaceAll("\n", "\n  ")},
});
`;
}
