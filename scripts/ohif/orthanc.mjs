/** An Orthanc with its DICOMweb plugin, on loopback, with its storage in a folder that goes with it. */
import { spawn } from "node:child_process";
import {
  chownSync,
  existsSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { delimiter, join } from "node:path";

export const howToInstall =
  "Orthanc with its DICOMweb plugin is not installed. On Debian or Ubuntu: apt-get install orthanc orthanc-dicomweb";

const programs = ["Orthanc", "orthanc"];
const pluginFolders = ["/usr/share/orthanc/plugins", "/usr/lib/orthanc", "/usr/local/share/orthanc/plugins"];
/** Of util-linux. */
const setpriv = "/usr/bin/setpriv";
/** The user "nobody", by number on every Linux. */
const nobody = 65534;

/** The program and the plugin, or undefined where either is not installed. */
export function findOrthanc() {
  const paths = [...(process.env.PATH ?? "").split(delimiter), "/usr/sbin", "/usr/local/sbin"];
  const program = paths
    .flatMap((folder) => programs.map((name) => join(folder, name)))
    .find((path) => existsSync(path) && statSync(path).isFile());
  const plugin = pluginFolders.map((folder) => join(folder, "libOrthancDicomWeb.so")).find(existsSync);
  return program && plugin ? { program, plugin } : undefined;
}

/** @returns {Promise<number>} a port that was free a moment ago */
function freePort() {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once("error", reject);
    server.listen(0, "127.0.0.1", () => {
      const address = server.address();
      server.close(() => resolve(typeof address === "object" && address ? address.port : 0));
    });
  });
}

/**
 * @typedef {object} Orthanc
 * @property {string} url without a slash at the end
 * @property {string} storage the folder that it keeps all in
 * @property {(folder: string) => Promise<number>} upload all files of a folder; how many
 * @property {() => Promise<void>} stop ends it and removes all it stored
 */

/**
 * Starts Orthanc as an unprivileged user.
 *
 * @param {Readonly<Record<string, unknown>>} [settings] more of Orthanc's own
 * @returns {Promise<Orthanc>}
 * @throws {Error} when it is not installed, or ends before it answers; the message says what to do
 */
export async function startOrthanc(settings = {}) {
  const found = findOrthanc();
  if (!found) throw new Error(howToInstall);
  const port = await freePort();
  const folder = mkdtempSync(join(tmpdir(), "residua-orthanc-"));
  const configuration = join(folder, "orthanc.json");
  const storage = join(folder, "storage");
  writeFileSync(
    configuration,
    JSON.stringify({
      Name: "Residua demonstration",
      StorageDirectory: storage,
      IndexDirectory: storage,
      Plugins: [found.plugin],
      HttpPort: port,
      DicomServerEnabled: false,
      RemoteAccessAllowed: false,
      AuthenticationEnabled: false,
      DicomWeb: { Enable: true, Root: "/dicom-web/", EnableWado: true, WadoRoot: "/wado" },
      ...settings,
    }),
  );
  const isRoot = process.getuid?.() === 0;
  if (isRoot) {
    chownSync(folder, nobody, nobody);
    chownSync(configuration, nobody, nobody);
  }
  // Ends with this process, however that ends, where the system can arrange it.
  const guard = existsSync(setpriv) ? [setpriv, "--pdeathsig", "TERM"] : [];
  const [command = found.program, ...args] = [...guard, found.program, configuration];
  const child = spawn(command, args, {
    cwd: folder,
    stdio: ["ignore", "ignore", "pipe"],
    // With another user, Node drops the groups too.
    ...(isRoot ? { uid: nobody, gid: nobody } : {}),
  });
  let log = "";
  child.stderr.on("data", (text) => {
    log = `${log}${text}`.slice(-2000);
  });
  const ended = new Promise((resolve) => child.once("exit", resolve));
  const stop = async () => {
    process.off("exit", kill);
    if (child.exitCode === null) child.kill();
    await ended;
    rmSync(folder, { recursive: true, force: true });
  };
  const kill = () => child.kill();
  process.once("exit", kill);
  const url = `http://127.0.0.1:${port}`;
  try {
    await answers(url, child);
  } catch (error) {
    await stop();
    throw new Error(`Orthanc did not start. It said: ${log}`, { cause: error });
  }
  return { url, storage, stop, upload: (path) => upload(url, path) };
}

/**
 * @param {string} url
 * @param {import("node:child_process").ChildProcess} child
 */
async function answers(url, child) {
  const end = Date.now() + 30_000;
  while (child.exitCode === null && Date.now() < end) {
    const response = await fetch(`${url}/dicom-web/studies`).catch(() => undefined);
    if (response?.ok) return;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  throw new Error("no answer");
}

/**
 * @param {string} url
 * @param {string} folder
 */
async function upload(url, folder) {
  const names = readdirSync(folder).filter((name) => name.endsWith(".dcm"));
  for (const name of names) {
    const response = await fetch(`${url}/instances`, {
      method: "POST",
      body: readFileSync(join(folder, name)),
    });
    if (!response.ok) throw new Error(`Orthanc did not take ${name}: ${response.status}.`);
  }
  return names.length;
}
