import { registerIconLibrary } from "@awesome.me/webawesome/dist/components/icon/library.js";
import arrowClockwise from "bootstrap-icons/icons/arrow-clockwise.svg?raw";
import arrowCounterclockwise from "bootstrap-icons/icons/arrow-counterclockwise.svg?raw";
import arrowsMove from "bootstrap-icons/icons/arrows-move.svg?raw";
import boundingBox from "bootstrap-icons/icons/bounding-box-circles.svg?raw";
import circleHalf from "bootstrap-icons/icons/circle-half.svg?raw";
import exclamationOctagon from "bootstrap-icons/icons/exclamation-octagon.svg?raw";
import exclamationTriangle from "bootstrap-icons/icons/exclamation-triangle.svg?raw";
import fileMedical from "bootstrap-icons/icons/file-earmark-medical.svg?raw";
import folderOpen from "bootstrap-icons/icons/folder2-open.svg?raw";
import infoCircle from "bootstrap-icons/icons/info-circle.svg?raw";
import keyboard from "bootstrap-icons/icons/keyboard.svg?raw";
import layers from "bootstrap-icons/icons/layers.svg?raw";
import yinYang from "bootstrap-icons/icons/square-half.svg?raw";
import stack from "bootstrap-icons/icons/stack.svg?raw";
import symmetryHorizontal from "bootstrap-icons/icons/symmetry-horizontal.svg?raw";
import symmetryVertical from "bootstrap-icons/icons/symmetry-vertical.svg?raw";
import translate from "bootstrap-icons/icons/translate.svg?raw";
import xLg from "bootstrap-icons/icons/x-lg.svg?raw";
import zoomIn from "bootstrap-icons/icons/zoom-in.svg?raw";

const icons = {
  caution: exclamationTriangle,
  close: xLg,
  file: fileMedical,
  "flip-horizontal": symmetryVertical,
  "flip-vertical": symmetryHorizontal,
  folder: folderOpen,
  info: infoCircle,
  invert: yinYang,
  keyboard,
  language: translate,
  layers,
  outline: boundingBox,
  pan: arrowsMove,
  refused: exclamationOctagon,
  reset: arrowCounterclockwise,
  rotate: arrowClockwise,
  scroll: stack,
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
