#!/usr/bin/env bash
# Remakes the pictures of README from the example's own outputs: LibreOffice prints, pdftoppm draws.
set -euo pipefail
cd "$(dirname "$0")/.."
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
soffice -env:UserInstallation="file://$work/profile" --headless --convert-to pdf \
    --outdir "$work" outputs/2566-03/tracking.xlsx >/dev/null 2>&1
mkdir -p docs/pictures
draw() { pdftoppm -r 80 -png -singlefile -f "$2" -l "$2" "$work/tracking.pdf" "docs/pictures/$1"; }
page_of() {
    local page
    for page in $(seq 1 60); do
        if pdftotext -f "$page" -l "$page" "$work/tracking.pdf" - 2>/dev/null | grep "$1" >/dev/null; then
            echo "$page"
            return
        fi
    done
}
draw summary 1
draw tracking "$(page_of 'ตารางติดตามผล')"
draw gaps "$(page_of 'Gap Analysis')"
