/** The extension's id; OHIF asks that it is the package's name. */
export const extensionId = "residua";

export const panelId = `${extensionId}.panelModule.heatmap`;
export const cornerId = `${extensionId}.panelModule.corner`;
export const studyScoreId = `${extensionId}.panelModule.study-score`;

/** Where the commands live among OHIF's. */
export const commandContext = "RESIDUA";
