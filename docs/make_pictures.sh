#!/usr/bin/env bash
# Remakes the pictures of README from the examples' own outputs: LibreOffice prints, pdftoppm draws.
set -euo pipefail
cd "$(dirname "$0")/.."
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
print() {
    soffice -env:UserInstallation="file://$work/profile" --headless --convert-to pdf \
        --outdir "$work" "${@:2}" "$1" >/dev/null 2>&1
}
print outputs/2566-03/tracking.xlsx
mkdir -p docs/pictures
draw() {
    pdftoppm -r 80 -png -singlefile -f "$2" -l "$2" "$work/${3:-tracking}.pdf" "docs/pictures/$1"
}
page_of() {
    local page
    for page in $(seq 1 60); do
        if pdftotext -f "$page" -l "$page" "$work/${2:-tracking}.pdf" - 2>/dev/null | grep "$1" >/dev/null; then
            echo "$page"
            return
        fi
    done
}
draw summary 1
draw tracking "$(page_of 'ตารางติดตามผล')"
draw gaps "$(page_of 'Gap Analysis')"
cp workbooks/inbox/2566-03/สำนักปลัด.xlsx "$work/form.xlsx"
cp outputs/2566-03/returns/สำนักปลัด.xlsx "$work/marked.xlsx"
python3 -m uv run python - outputs/2566-03/returns/สำนักปลัด.eml "$work/letter.txt" <<'PYTHON'
import email, email.policy, pathlib, sys

message = email.message_from_bytes(pathlib.Path(sys.argv[1]).read_bytes(), policy=email.policy.default)
pathlib.Path(sys.argv[2]).write_text(message.get_body().get_content().replace("\r", ""), "utf-8")
PYTHON
for one in form.xlsx marked.xlsx; do print "$work/$one"; done
print "$work/letter.txt" --infilter="Text (encoded):UTF8,LF,Laksaman,th-TH"
draw form 1 form
draw points 1 marked
draw marked 2 marked
pdftoppm -r 80 -png -singlefile -H 340 -W 661 "$work/letter.pdf" docs/pictures/letter

# The months side by side, from the invented office.
python3 -m uv run ita demo --example invented --out "$work/invented" >/dev/null
for month in 08 09; do
    cp "$work/invented/outputs/2566-$month/tracking.xlsx" "$work/invented-$month.xlsx"
    print "$work/invented-$month.xlsx"
done
draw mayor 1 invented-08
draw scores "$(page_of 'ผลการประเมิน ITA' invented-08)" invented-08
draw changes "$(page_of 'การเปลี่ยนแปลงจากเดือนก่อน' invented-09)" invented-09
