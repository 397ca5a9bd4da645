@echo off
rem Opens the desk of the portal in this folder, or of the first portal folder in it; with words, runs that command.
rem UTF-8 with CRLF. Paths in here are ASCII and there is no goto: old code pages break both.
setlocal
chcp 65001 >nul
title 擂台
pushd "%~dp0"

set RUN=
if exist "python\python.exe" set RUN="%CD%\python\python.exe" -X utf8 -m leitai
if not defined RUN if exist "..\python\python.exe" set RUN="%CD%\..\python\python.exe" -X utf8 -m leitai
for %%X in (leitai.exe) do if not defined RUN if not "%%~$PATH:X"=="" set RUN="%%~$PATH:X"
if not defined RUN (
  echo.
  echo 没有找到运行擂台要用的 Python，什么也没有改动。
  echo 请向技术人员要“擂台.zip”，把它全部解压，不要在压缩包里面直接双击。
  echo 已有门户的，把门户的文件夹放进解压出来的“擂台”文件夹，再双击门户里的“擂台.bat”。
  echo.
  pause
  popd
  exit /b 3
)

set PORTAL=
if exist "mkdocs.yml" set PORTAL=.
for /d %%D in (*) do if not defined PORTAL if exist "%%D\mkdocs.yml" set "PORTAL=%%D"
if not defined PORTAL %RUN% init portal
if not defined PORTAL if exist "portal\mkdocs.yml" set PORTAL=portal
if defined PORTAL cd "%PORTAL%"

if "%~1"=="" (%RUN% desk) else %RUN% %*
set CODE=%ERRORLEVEL%

if not "%CODE%"=="0" (
  echo.
  echo 没有正常结束，代码 %CODE%。上面写着原因的，照着改，再双击一次。
  echo 一个中文字也没有的，多半是这台电脑运行不了：要 64 位的 Windows 10 或更新的版本；
  echo 压缩包要全部解压；杀毒软件隔离了文件的，请技术人员恢复。
  echo.
  pause
)
popd
exit /b %CODE%
