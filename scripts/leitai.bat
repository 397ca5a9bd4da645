@echo off
rem Double-click: checks and builds the portal, then waits so that the messages can be read.
chcp 65001 >nul
cd /d "%~dp0.."
where py >nul 2>nul && (set PYTHON=py -3) || (set PYTHON=python)
%PYTHON% scripts\bootstrap.py build %*
echo.
pause
