/** Of pages with charts. */
export const chartStyles = `
h3 { font-size: 1rem; margin-top: 1.5rem; }
.charts { display: flex; flex-wrap: wrap; gap: 0 .75rem; } .charts figure { max-width: 296px; }
path.healthy { fill: #0a7ea4; fill-opacity: .45; stroke: #0a7ea4; } path.abnormal { fill: #c7550088; stroke: #c75500; }
.threshold { stroke: currentColor; stroke-width: 1.5; }
.key { display: inline-block; width: .8em; height: .8em; margin-right: .3em; }
.key.healthy { background: #0a7ea4; } .key.abnormal { background: #c75500; }
`;
