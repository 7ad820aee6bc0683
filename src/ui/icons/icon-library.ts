import { registerIconLibrary } from "@awesome.me/webawesome/dist/components/icon/library.js";
import app from "bootstrap-icons/icons/app.svg?raw";
import arrowClockwise from "bootstrap-icons/icons/arrow-clockwise.svg?raw";
import arrowCounterclockwise from "bootstrap-icons/icons/arrow-counterclockwise.svg?raw";
import arrowLeftRight from "bootstrap-icons/icons/arrow-left-right.svg?raw";
import arrowRepeat from "bootstrap-icons/icons/arrow-repeat.svg?raw";
import arrowReturnLeft from "bootstrap-icons/icons/arrow-return-left.svg?raw";
import arrowUpRight from "bootstrap-icons/icons/arrow-up-right.svg?raw";
import arrowsMove from "bootstrap-icons/icons/arrows-move.svg?raw";
import boundingBox from "bootstrap-icons/icons/bounding-box-circles.svg?raw";
import chevronDown from "bootstrap-icons/icons/chevron-down.svg?raw";
import chevronLeft from "bootstrap-icons/icons/chevron-left.svg?raw";
import circle from "bootstrap-icons/icons/circle.svg?raw";
import circleHalf from "bootstrap-icons/icons/circle-half.svg?raw";
import clockHistory from "bootstrap-icons/icons/clock-history.svg?raw";
import crosshair from "bootstrap-icons/icons/crosshair.svg?raw";
import download from "bootstrap-icons/icons/download.svg?raw";
import exclamationOctagon from "bootstrap-icons/icons/exclamation-octagon.svg?raw";
import exclamationTriangle from "bootstrap-icons/icons/exclamation-triangle.svg?raw";
import fileMedical from "bootstrap-icons/icons/file-earmark-medical.svg?raw";
import folderOpen from "bootstrap-icons/icons/folder2-open.svg?raw";
import grid from "bootstrap-icons/icons/grid.svg?raw";
import grid1x2 from "bootstrap-icons/icons/grid-1x2.svg?raw";
import hdd from "bootstrap-icons/icons/hdd.svg?raw";
import infoCircle from "bootstrap-icons/icons/info-circle.svg?raw";
import keyboard from "bootstrap-icons/icons/keyboard.svg?raw";
import layers from "bootstrap-icons/icons/layers.svg?raw";
import layoutSplit from "bootstrap-icons/icons/layout-split.svg?raw";
import link from "bootstrap-icons/icons/link-45deg.svg?raw";
import listUl from "bootstrap-icons/icons/list-ul.svg?raw";
import pauseFill from "bootstrap-icons/icons/pause-fill.svg?raw";
import playFill from "bootstrap-icons/icons/play-fill.svg?raw";
import plusLg from "bootstrap-icons/icons/plus-lg.svg?raw";
import printer from "bootstrap-icons/icons/printer.svg?raw";
import rulers from "bootstrap-icons/icons/rulers.svg?raw";
import slash from "bootstrap-icons/icons/slash-lg.svg?raw";
import sliders from "bootstrap-icons/icons/sliders.svg?raw";
import square from "bootstrap-icons/icons/square.svg?raw";
import yinYang from "bootstrap-icons/icons/square-half.svg?raw";
import stack from "bootstrap-icons/icons/stack.svg?raw";
import symmetryHorizontal from "bootstrap-icons/icons/symmetry-horizontal.svg?raw";
import symmetryVertical from "bootstrap-icons/icons/symmetry-vertical.svg?raw";
import translate from "bootstrap-icons/icons/translate.svg?raw";
import trash from "bootstrap-icons/icons/trash3.svg?raw";
import xLg from "bootstrap-icons/icons/x-lg.svg?raw";
import zoomIn from "bootstrap-icons/icons/zoom-in.svg?raw";

const icons = {
  angle: chevronLeft,
  arrow: arrowUpRight,
  bidirectional: plusLg,
  bounce: arrowLeftRight,
  caution: exclamationTriangle,
  "chevron-down": chevronDown,
  close: xLg,
  crosshairs: crosshair,
  delete: trash,
  download,
  ellipse: circle,
  file: fileMedical,
  "flip-horizontal": symmetryVertical,
  "flip-vertical": symmetryHorizontal,
  folder: folderOpen,
  info: infoCircle,
  invert: yinYang,
  keyboard,
  language: translate,
  layers,
  "layout-1x1": app,
  "layout-1x2": layoutSplit,
  "layout-2x2": grid,
  "layout-mpr": grid1x2,
  length: slash,
  list: listUl,
  loop: arrowRepeat,
  measure: rulers,
  outline: boundingBox,
  pan: arrowsMove,
  pause: pauseFill,
  play: playFill,
  prior: clockHistory,
  rectangle: square,
  refused: exclamationOctagon,
  reset: arrowCounterclockwise,
  rotate: arrowClockwise,
  scroll: stack,
  report: printer,
  system: hdd,
  sliders,
  together: link,
  undo: arrowReturnLeft,
  "window-level": circleHalf,
  zoom: zoomIn,
} as const;
export type IconName = keyof typeof icons;

function resolve(name: string): string {
  const svg = Object.hasOwn(icons, name) ? icons[name as IconName] : "";
  return `data:image/svg+xml,${encodeURIComponent(svg)}`;
}

/** Web Awesome's default library fetches from a content delivery network; this one is in the bundle. */
registerIconLibrary("default", {
  resolver: resolve,
  mutator: (svg) => svg.setAttribute("fill", "currentColor"),
});
