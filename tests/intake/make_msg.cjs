// node tests/intake/make_msg.cjs FOLDER: the mails of tests/intake/samples, as Outlook would save
// them (MS-OXMSG). Everything in them is invented.
"use strict";

const fs = require("fs");
const path = require("path");
const { CFB } = require("xlsx");

const WIDE = 0x001f, NARROW = 0x001e, BINARY = 0x0102, INTEGER = 0x0003, TRUTH = 0x000b;
const TIME = 0x0040, OBJECT = 0x000d;
const MAIL_HEADER = 32, NESTED_HEADER = 24, PART_HEADER = 8;
const BY_VALUE = 1, EMBEDDED = 5;
const THAI = 0x0e00, THAI_874 = 0xa0;

const hex = (number, width) => number.toString(16).toUpperCase().padStart(width, "0");
const wide = (text) => Buffer.from(text, "utf16le");

// The Thai code page keeps its letters in the order of Unicode.
function narrow(text) {
    const letters = [...text].map((letter) => letter.codePointAt(0));
    return Buffer.from(letters.map((code) => (code < 0x80 ? code : code - THAI + THAI_874)));
}

function ticks(moment) {
    return (BigInt(Date.parse(moment)) + 11644473600000n) * 10000n;
}

// One property: [number, type, value]; what is longer than eight bytes lies in a stream of its own.
function property(number, type, value) {
    const entry = Buffer.alloc(16);
    entry.writeUInt16LE(type, 0);
    entry.writeUInt16LE(number, 2);
    entry.writeUInt32LE(6, 4);
    if (type === INTEGER) entry.writeInt32LE(value, 8);
    else if (type === TRUTH) entry.writeUInt16LE(value ? 1 : 0, 8);
    else if (type === TIME) entry.writeBigUInt64LE(ticks(value), 8);
    else if (type === OBJECT) {
        entry.writeUInt32LE(0xffffffff, 8);
        entry.writeUInt32LE(1, 12);
    } else {
        const ending = type === WIDE ? 2 : type === NARROW ? 1 : 0;
        const stream = type === WIDE ? wide(value) : type === NARROW ? narrow(value) : value;
        entry.writeUInt32LE(stream.length + ending, 8);
        return { entry, name: `__substg1.0_${hex(number, 4)}${hex(type, 4)}`, stream };
    }
    return { entry };
}

function store(file, folder, header, properties) {
    const made = properties.map((one) => property(...one));
    const stream = Buffer.concat([header, ...made.map((one) => one.entry)]);
    CFB.utils.cfb_add(file, `${folder}__properties_version1.0`, stream);
    for (const { name, stream } of made.filter((one) => one.name)) {
        CFB.utils.cfb_add(file, folder + name, stream);
    }
}

function storeMail(file, folder, mail) {
    const header = Buffer.alloc(folder === "/" ? MAIL_HEADER : NESTED_HEADER);
    header.writeUInt32LE(mail.recipients.length, 8);
    header.writeUInt32LE(mail.parts.length, 12);
    header.writeUInt32LE(mail.recipients.length, 16);
    header.writeUInt32LE(mail.parts.length, 20);
    store(file, folder, header, mail.properties);
    mail.recipients.forEach((address, number) => {
        const place = `${folder}__recip_version1.0_#${hex(number, 8)}/`;
        store(file, place, Buffer.alloc(PART_HEADER), [
            [0x3000, INTEGER, number],
            [0x0c15, INTEGER, 1],
            [0x39fe, WIDE, address],
        ]);
    });
    mail.parts.forEach((part, number) => {
        const place = `${folder}__attach_version1.0_#${hex(number, 8)}/`;
        const numbered = [[0x0e21, INTEGER, number], ...part.properties];
        store(file, place, Buffer.alloc(PART_HEADER), numbered);
        if (part.mail) storeMail(file, `${place}__substg1.0_3701000D/`, part.mail);
    });
}

function bytesOf(mail) {
    const file = CFB.utils.cfb_new();
    for (const list of ["00020102", "00030102", "00040102"]) {
        CFB.utils.cfb_add(file, `/__nameid_version1.0/__substg1.0_${list}`, Buffer.alloc(0));
    }
    storeMail(file, "/", mail);
    return CFB.write(file, { type: "buffer" });
}

function attached(name, content, more = [], letters = WIDE) {
    return {
        properties: [
            [0x3705, INTEGER, BY_VALUE],
            [0x370b, INTEGER, -1],
            [0x3704, letters, "RPT~1" + path.extname(name)],
            [0x3707, letters, name],
            [0x3701, BINARY, Buffer.from(content)],
            ...more,
        ],
    };
}

function carried(mail) {
    const properties = [[0x3705, INTEGER, EMBEDDED], [0x3001, WIDE, "ส่งต่อ"], [0x3701, OBJECT]];
    return { properties, mail };
}

function mail(subject, parts, more = []) {
    const properties = [
        [0x001a, WIDE, "IPM.Note"],
        [0x0037, WIDE, subject],
        [0x340d, INTEGER, 0x00040e79],
        ...more,
    ];
    return { properties, parts, recipients: [] };
}

const HEADERS = [
    "Received: from mail.example.go.th by mx.example.go.th; Fri, 5 Jan 2024 02:15:30 +0000",
    "Authentication-Results: mx.example.go.th; dkim=pass header.d=example.go.th;",
    "\tspf=pass (sender IP is 192.0.2.1) smtp.mailfrom=example.go.th; dmarc=pass",
    "From: <header@example.go.th>",
    "Subject: report",
    "",
    "",
].join("\r\n");

const PNG = [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a];
const report = mail(
    "ส่งรายงาน ม.ค. ๖๗",
    [
        attached("รายงาน กองคลัง.xlsx", "PK\x03\x04 invented"),
        attached("image001.png", PNG, [
            [0x370e, WIDE, "image/png"],
            [0x3712, WIDE, "image001.png@example.go.th"],
            [0x7ffe, TRUTH, true],
        ]),
    ],
    [
        [0x0c1e, WIDE, "EX"],
        [0x0c1f, WIDE, "/O=EXAMPLE/CN=FINANCE"],
        [0x5d01, WIDE, "Finance@example.go.th"],
        [0x0e06, TIME, "2024-01-05T02:15:30Z"],
        [0x0039, TIME, "2024-01-05T02:14:00Z"],
        [0x007d, WIDE, HEADERS],
        [0x1000, WIDE, "แนบรายงานมาด้วย"],
    ],
);
report.recipients.push("clerk@example.go.th");

const inner = mail("รายงาน", [
    attached("รายงาน สำนักปลัด.xlsx", "PK\x03\x04 inner", [], NARROW),
], [[0x3ffd, INTEGER, 874]]);
const nested = mail("ส่งต่อ", [
    attached("ก่อน.xlsx", "PK\x03\x04 before"),
    carried(inner),
    attached("หลัง.xlsx", ""),
], [[0x0039, TIME, "2024-01-31T18:00:00Z"], [0x0c1f, WIDE, "sent@example.go.th"]]);

function deep(levels) {
    const start = mail("ในสุด", [attached("ในสุด.xlsx", "PK\x03\x04 deep")]);
    return Array.from({ length: levels }).reduce((held) => mail("ส่งต่อ", [carried(held)]), start);
}

const folder = process.argv[2];
const mails = { report, nested, deep: deep(5), deeper: deep(6) };
for (const [name, one] of Object.entries(mails)) {
    fs.writeFileSync(path.join(folder, `${name}.msg`), bytesOf(one));
}
