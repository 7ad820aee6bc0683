/** The File Handling API; Chromium has it, other browsers open files from the page only. */
interface LaunchQueue {
  setConsumer(consumer: (launch: { readonly files?: readonly FileSystemHandle[] }) => void): void;
}

/** Hands over the files that the operating system opens the installed page with. */
export function onLaunchedFiles(open: (gather: () => Promise<readonly File[]>) => void): void {
  const { launchQueue } = globalThis as { readonly launchQueue?: LaunchQueue };
  launchQueue?.setConsumer(({ files = [] }) => {
    const handles = files.filter((handle) => handle instanceof FileSystemFileHandle);
    if (handles.length > 0) open(() => Promise.all(handles.map((handle) => handle.getFile())));
  });
}
