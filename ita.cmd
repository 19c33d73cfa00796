@echo off
rem Double-click: sets the program up, asks for the month, consolidates, opens the outputs.
rem It needs Python 3.11 or newer with pip.
chcp 65001 >nul
setlocal
cd /d "%~dp0"
set PY=py
where py >nul 2>nul || set PY=python
where %PY% >nul 2>nul
if errorlevel 1 (
  echo Python was not found. Install it from https://www.python.org/downloads/ and try again.
  pause
  exit /b 3
)
%PY% -m pip install -q uv
if errorlevel 1 (
  echo The program could not be set up. Check the connection to the internet and try again.
  pause
  exit /b 3
)
set MONTH=
set /p MONTH=Month, for example 2566-03: 
if "%MONTH%"=="" exit /b 2
%PY% -m uv run ita consolidate "%MONTH%"
if errorlevel 2 (
  pause
  exit /b %errorlevel%
)
if exist "outputs\%MONTH%" (start "" explorer "outputs\%MONTH%") else (start "" explorer outputs)
pause
