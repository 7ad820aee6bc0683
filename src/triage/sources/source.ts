import type { FramePlane, FrameTags } from "../../imaging/frame.ts";

export interface FoundStudy {
  readonly uid: string;
  readonly patientId?: string;
  readonly patientName?: string;
  readonly accession?: string;
  /** YYYYMMDD */
  readonly date?: string;
  readonly description?: string;
}

export interface FoundInstance {
  readonly uid: string;
  /** Instance Number; images are scored in this order. */
  readonly number: number;
  /** What the source finds the file by; empty where the UIDs are enough. */
  readonly locator: string;
}

/** A series that a source offers. */
export interface FoundSeries {
  readonly uid: string;
  readonly study: FoundStudy;
  readonly description?: string;
  readonly modality?: string;
  /** Model and station of the device that made it. */
  readonly scanner?: string;
  /** Institution, and its department. */
  readonly site?: string;
  readonly tags: FrameTags;
  readonly plane?: FramePlane;
  readonly instances: readonly FoundInstance[];
}

/** Which file of a source; enough for any worker to fetch it. */
export interface InstanceAddress {
  readonly studyUid: string;
  readonly seriesUid: string;
  readonly instanceUid: string;
  readonly locator: string;
}

/** How far a source has been read: kept over restarts. */
export interface SourceMemory {
  get(): Promise<string | undefined>;
  set(value: string): Promise<void>;
}

/** Where images come from. */
export interface Source {
  /** Known again after a restart: a folder's path, or a service's address. */
  readonly id: string;
  /**
   * What has come since the last call that went through. A series may be given again, with more images or none that
   * are new; nothing may be left out.
   *
   * @param memory set only when what was given before has been taken
   * @throws StoreError, DataError where the source cannot be reached
   */
  poll(signal: AbortSignal, memory: SourceMemory): AsyncIterable<FoundSeries>;
  /** A DICOM file. @throws StoreError, DataError where it cannot be fetched */
  fetch(address: InstanceAddress, signal: AbortSignal): Promise<Uint8Array>;
}
