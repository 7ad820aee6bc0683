import type * as CornerstoneCore from "@cornerstonejs/core";
import type * as CornerstoneTools from "@cornerstonejs/tools";
import type { Viewport } from "../cornerstone/host.ts";

/**
 * What the extension uses of OHIF, written down by hand: OHIF publishes no types that stand on their own, and the
 * extension imports nothing of it. What differs between 3.11 and 3.14 is optional.
 */
export interface Host {
  readonly servicesManager: { readonly services: HostServices };
  readonly commandsManager: HostCommands;
  readonly extensionManager: HostExtensions;
}

/** What OHIF hands to an extension when it registers it; `configuration` is the second half of `[extension, {...}]`. */
export interface HostWithConfiguration extends Host {
  readonly configuration?: unknown;
}

export interface HostCommands {
  runCommand(name: string, options?: Readonly<Record<string, unknown>>): unknown;
}

export interface HostExtensions {
  getModuleEntry(id: string): unknown;
  /** The first is the one in use. */
  getActiveDataSource(): readonly HostDataSource[];
}

/** Where the studies come from; what is optional is missing in data sources that are not DICOMweb. */
export interface HostDataSource {
  readonly store?: {
    /** Writes the data set as a DICOM file and sends it, by the request given where there is one. */
    dicom?(dataset: Readonly<Record<string, unknown>>, request?: XMLHttpRequest): Promise<unknown>;
  };
  readonly retrieve?: {
    readonly series?: {
      metadata?(query: {
        readonly StudyInstanceUID: string;
        readonly filters?: { readonly seriesInstanceUID: readonly string[] };
      }): Promise<unknown>;
    };
  };
  deleteStudyMetadataPromise?(key: string): void;
  getConfig?():
    | { readonly name?: string; readonly qidoRoot?: string; readonly wadoRoot?: string }
    | undefined;
}

export interface HostServices {
  readonly cornerstoneViewportService: {
    getCornerstoneViewport(viewportId: string): Viewport | null | undefined;
  };
  readonly customizationService: {
    setCustomizations(customizations: Readonly<Record<string, unknown>>): void;
  };
  readonly hangingProtocolService: HostEvents;
  readonly panelService: HostPanels;
  readonly toolbarService: HostToolbar;
  readonly uiNotificationService: HostNotifications;
  readonly userAuthenticationService: {
    getAuthorizationHeader(): Readonly<Record<string, string>> | undefined;
  };
  readonly viewportGridService: HostGrid;
}

/** OHIF's own publish and subscribe. */
export interface HostEvents {
  readonly EVENTS: Readonly<Record<string, string>>;
  subscribe(event: string, listener: (detail: unknown) => void): { unsubscribe(): void };
}

export interface HostPanels extends HostEvents {
  addPanel(position: "left" | "right", panelId: string): void;
  activatePanel(panelId: string, force?: boolean): void;
  getPanels(position: "left" | "right"): readonly { readonly id: string }[];
  /** With a list, `content` is a function component that makes the elements of all the panels named. */
  getPanelData(panelIds: readonly string[]): {
    content(properties: Readonly<Record<string, unknown>>): unknown;
  };
}

export interface HostToolbar extends HostEvents {
  readonly state: { readonly buttonSections: Readonly<Record<string, readonly string[] | undefined>> };
  register?(buttons: readonly HostButton[]): void;
  addButtons(buttons: readonly HostButton[]): void;
  updateSection?(section: string, buttonIds: readonly string[]): void;
  clearButtonSection(section: string): void;
  getButton(id: string): unknown;
  createButtonSection(section: string, buttonIds: readonly string[]): void;
  refreshToolbarState(context: { readonly viewportId: string | null }): void;
}

export interface HostButton {
  readonly id: string;
  /** The kind of button, by the name it is registered under. */
  readonly uiType: string;
  readonly props: {
    readonly buttonSection?: true;
    readonly icon?: string;
    readonly label?: string;
    readonly tooltip?: string;
    readonly commands?: HostCommand;
    /** What changes; asked for whenever the toolbar is refreshed. */
    readonly evaluate?: () => {
      readonly isActive: boolean;
      readonly disabled?: boolean;
      readonly label?: string;
    };
  };
}

export interface HostCommand {
  readonly commandName: string;
  readonly commandOptions?: Readonly<Record<string, unknown>>;
}

export interface HostNotifications {
  show(notification: HostNotification): string | number;
  hide(id: string | number): void;
}

export interface HostNotification {
  /** Showing another with the same id takes its place. */
  readonly id?: string;
  readonly title: string;
  readonly message: string;
  readonly type: "info" | "success" | "warning" | "error" | "loading";
  /** ms */
  readonly duration?: number;
  readonly action?: { readonly label: string; onClick(): void };
}

export interface HostGrid extends HostEvents {
  getActiveViewportId(): string | null;
  getState(): { readonly viewports: ReadonlyMap<string, unknown> };
}

/** The host's Cornerstone; the plugin brings none. */
export interface HostLibraries {
  readonly cornerstone: typeof CornerstoneCore;
  readonly cornerstoneTools: typeof CornerstoneTools;
}

/** A mode as OHIF takes it, as far as one that is derived from another touches it. */
export interface HostMode {
  readonly id: string;
  readonly routeName: string;
  readonly displayName: string;
  readonly extensions: Readonly<Record<string, string>>;
  readonly routes: readonly HostRoute[];
  onModeEnter(this: HostMode, host: Host): void;
}

export interface HostRoute {
  readonly path: string;
  layoutTemplate(this: HostRoute, context: unknown): HostLayout | Promise<HostLayout>;
}

export interface HostLayout {
  readonly id: string;
  readonly props: {
    readonly rightPanels?: readonly string[];
    readonly rightPanelClosed?: boolean;
  };
}

/** What a mode's module exports as default: `modeFactory` makes the mode. */
export interface HostModeDefinition {
  readonly id: string;
  modeFactory(this: HostModeDefinition, context: HostModeContext): HostMode | Promise<HostMode>;
}

export interface HostModeContext {
  readonly modeConfiguration: Readonly<Record<string, unknown>>;
  /** Imports modules by name, or by URL. */
  loadModules?(names: readonly string[]): Promise<readonly HostModeDefinition[]>;
}
