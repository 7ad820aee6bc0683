import { describe, expect, it } from "vitest";
import { addressFault, serverAddress } from "../../../src/viewer/results/server-address.ts";

describe("the address of a server", () => {
  it.each([
    ["https:", "https://pacs.example/dicom-web", "none"],
    ["https:", "http://pacs.example/dicom-web", "mixed-content"],
    ["https:", "http://localhost:8042/dicom-web", "none"],
    ["https:", "http://127.0.0.1:8042/dicom-web", "none"],
    ["http:", "http://pacs.example/dicom-web", "none"],
    ["http:", "pacs.example", "no-url"],
    ["http:", "javascript:alert(1)", "no-url"],
    ["http:", "https://", "no-url"],
  ] as const)("from a page of %s, %s: %s", (protocol, url, fault) => {
    expect(addressFault(url, { protocol })).toBe(fault);
  });

  it("goes with a bearer token, or with what has a scheme as it is", () => {
    expect(serverAddress(" https://a ", "")).toEqual({ url: "https://a" });
    expect(serverAddress("https://a", " abc ")).toEqual({ url: "https://a", authorization: "Bearer abc" });
    expect(serverAddress("https://a", "Basic YTpi")).toEqual({
      url: "https://a",
      authorization: "Basic YTpi",
    });
  });
});
