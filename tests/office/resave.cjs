// Saves workbooks again as other programs write them: node resave.cjs FOLDER FILE...
// FOLDER/exceljs holds them as exceljs writes .xlsx, FOLDER/sheetjs-KIND as SheetJS writes that kind.
"use strict";

const fs = require("fs");
const path = require("path");
const ExcelJS = require("exceljs");
const XLSX = require("xlsx");

const KINDS = { xlsx: "xlsx", xls: "biff8", ods: "ods" };

async function withExcelJS(file, folder) {
    const book = new ExcelJS.Workbook();
    await book.xlsx.readFile(file);
    await book.xlsx.writeFile(path.join(folder, path.basename(file)));
}

// Without these, SheetJS itself makes plain numbers of dates in .ods and cuts texts in .xls at 255.
function withSheetJS(file, folder, ending) {
    const reading = { cellStyles: true, cellNF: true, cellDates: ending === "ods" };
    const book = XLSX.read(fs.readFileSync(file), reading);
    const name = path.basename(file, ".xlsx") + "." + ending;
    const writing = { type: "buffer", bookType: KINDS[ending], bookSST: true };
    fs.writeFileSync(path.join(folder, name), XLSX.write(book, writing));
}

async function main(out, files) {
    const place = (name) => {
        const folder = path.join(out, name);
        fs.mkdirSync(folder, { recursive: true });
        return folder;
    };
    for (const file of files) {
        await withExcelJS(file, place("exceljs"));
        for (const ending of Object.keys(KINDS)) {
            withSheetJS(file, place("sheetjs-" + ending), ending);
        }
    }
}

main(process.argv[2], process.argv.slice(3));
