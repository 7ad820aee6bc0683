import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { parseIndex } from "../../../src/dataset/index-csv.ts";
import { parseWhere } from "../../../src/dataset/where.ts";
import { DataError } from "../../../src/errors/index.ts";

const text = `file,patient,split,label,mask,position,site
brains/dicom/a.dcm,p1,train,normal,,0.25,A
dicom/b.dcm,p2,val,tumor,brains/masks/b.png,0.5,"B, north"
`;
const rows = parseIndex(text, "/data/brains/index.csv");

describe("parseIndex", () => {
  it("resolves paths against the index's folder, with or without that folder's name", () => {
    expect(rows.map((row) => row.file)).toEqual(["/data/brains/dicom/a.dcm", "/data/brains/dicom/b.dcm"]);
    expect(rows.map((row) => row.mask)).toEqual([undefined, "/data/brains/masks/b.png"]);
  });

  it("keeps all columns, and the numbers among them", () => {
    expect(rows[1]).toMatchObject({ patient: "p2", split: "val", label: "tumor" });
    expect(rows[1]!.columns.site).toBe("B, north");
    expect(rows[1]!.numbers).toEqual({ position: 0.5 });
  });

  it("takes the file for the patient where none is named, so that no two images share one", () => {
    const [row] = parseIndex("file\nx.dcm\n", "/data/index.csv");
    expect(row).toMatchObject({ patient: "x.dcm", split: "", label: "" });
  });

  it("gives back any text of any cell, however it is quoted and whatever ends its lines", () => {
    const cell = fc.string({ unit: "grapheme", maxLength: 12 }).map((s) => s.trim());
    const record = fc.record({ patient: cell, label: cell, note: cell });
    const records = fc.array(record, { minLength: 1, maxLength: 5 });
    fc.assert(
      fc.property(records, fc.boolean(), fc.boolean(), (all, crlf, bom) => {
        const quote = (s: string) => `"${s.replaceAll('"', '""')}"`;
        const lines = all.map(({ patient, label, note }, i) =>
          [`f${i}.png`, quote(patient), quote(label), quote(note)].join(","),
        );
        const csv = ["file,patient,label,note", ...lines, ""].join(crlf ? "\r\n" : "\n");
        const parsed = parseIndex(`${bom ? "\ufeff" : ""}${csv}`, "/data/index.csv");
        expect(parsed.map(({ file }) => file)).toEqual(all.map((_, i) => `/data/f${i}.png`));
        expect(parsed.map(({ patient }) => patient)).toEqual(
          all.map(({ patient }, i) => patient || `f${i}.png`),
        );
        expect(parsed.map(({ columns }) => columns.note)).toEqual(all.map(({ note }) => note));
        expect(parsed.map(({ label }) => label)).toEqual(all.map(({ label }) => label));
      }),
    );
  });

  it("reads or refuses any text, and never fails otherwise", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary" }), (csv) => {
        try {
          parseIndex(`file,patient\n${csv}`, "index.csv");
        } catch (error) {
          expect(error).toBeInstanceOf(DataError);
        }
      }),
    );
  });

  it("names what is wrong", () => {
    const cases: [csv: string, sentence: RegExp][] = [
      ["", /no rows/],
      ["file,label\n", /no rows/],
      ["path\nx.dcm\n", /no column "file"/],
      ["file,label\nx.dcm,normal,more\n", /not valid CSV/],
      ["file,label\na,b\n,normal\n", /row 3/],
    ];
    for (const [csv, sentence] of cases) {
      expect(() => parseIndex(csv, "index.csv"), csv).toThrow(DataError);
      expect(() => parseIndex(csv, "index.csv"), csv).toThrow(sentence);
    }
  });
});

describe("parseWhere", () => {
  const kept = (expression: string) => rows.filter(parseWhere(expression)).map((row) => row.patient);

  it("keeps the rows for which all conditions hold", () => {
    expect(kept("")).toEqual(["p1", "p2"]);
    expect(kept("position>=0.25")).toEqual(["p1", "p2"]);
    expect(kept("position > 0.25")).toEqual(["p2"]);
    expect(kept("split=train,position<0.5")).toEqual(["p1"]);
    expect(kept("label!=normal")).toEqual(["p2"]);
    expect(kept("position=0.50")).toEqual(["p2"]);
  });

  it("compares numbers as numbers, whatever they are", () => {
    const number = fc.double({ noNaN: true, noDefaultInfinity: true });
    fc.assert(
      fc.property(number, number, (held, asked) => {
        const [row] = parseIndex(`file,x\na,${held}\n`, "i.csv");
        const passes = (operator: string) => parseWhere(`x${operator}${asked}`)(row!);
        expect(passes(">=")).toBe(held >= asked);
        expect(passes("<")).toBe(held < asked);
        expect(passes("=")).toBe(held === asked);
      }),
    );
  });

  it("compares any text that has no sign of the grammar in it", () => {
    const word = fc
      .string({ unit: "grapheme", minLength: 1, maxLength: 12 })
      .map((s) => s.replaceAll(/[,;<>=!~\s"]+/g, " ").trim())
      .filter((s) => s !== "" && s !== "file");
    fc.assert(
      fc.property(word, word, word, (name, held, asked) => {
        const [row] = parseIndex(`file,"${name}"\na,"${held}"\n`, "i.csv");
        const equal =
          Number.isFinite(Number(held)) && Number.isFinite(Number(asked))
            ? Number(held) === Number(asked)
            : held === asked;
        expect(parseWhere(`${name} = ${asked}`)(row!)).toBe(equal);
        expect(parseWhere(`${name}!=${asked}`)(row!)).toBe(!equal);
      }),
    );
  });

  it("finds a mistyped column whatever the conditions before it say", () => {
    expect(() => kept("label=none,psition>0.3")).toThrow(/no column "psition"/);
  });

  it("names the operators where one is none of them", () => {
    expect(() => kept("position=>0.3")).toThrow(
      '"position=>0.3" is not a condition; write a column, one of >= <= != > < = and a value',
    );
  });

  it("reads or refuses any expression, and never fails otherwise", () => {
    const text = fc.oneof(fc.string(), fc.string({ unit: fc.constantFrom(..."ab1.=<>!, ") }));
    fc.assert(
      fc.property(text, (expression) => {
        try {
          rows.filter(parseWhere(expression));
        } catch (error) {
          expect(error).toBeInstanceOf(DataError);
        }
      }),
    );
  });

  it("names the column that is missing or holds no number", () => {
    expect(() => kept("age>3")).toThrow(/no column "age"; it has file, patient/);
    expect(() => kept("site>3")).toThrow(/column "site" holds "A"/);
    expect(() => kept("constructor=1")).toThrow(/no column "constructor"/);
  });

  it("refuses what is not an expression", () => {
    for (const expression of [
      "position",
      "position>=",
      ">=3",
      "position>=0.3;label=x",
      "a=b=c",
      ",",
      "x>y",
    ]) {
      expect(() => parseWhere(expression), expression).toThrow(DataError);
    }
  });
});
