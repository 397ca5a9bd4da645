"""The desk as a web application: pages to look at, and one address for everything that changes something."""

from __future__ import annotations

from importlib import resources
from io import BytesIO
from pathlib import Path

from flask import Flask, Response, abort, jsonify, redirect, render_template, request, send_file

from leitai.assist.desk import views
from leitai.assist.desk.actions import ACTIONS
from leitai.assist.desk.output import FOLDERS, found_file
from leitai.assist.desk.state import Desk
from leitai.pipeline.tools import package_files, standalone
from leitai.problems import RequestRefused
from leitai.schema.period import Period

LARGEST_REQUEST = 64 << 20  # bytes: a quarter's workbooks dropped at once
AT_ONCE = 1.0  # seconds until somebody wants to see that something is being done
_REFUSALS = {
    400: "这一页发来的内容不完整；请退回去再按一次。",
    403: "这里只给打开办公桌的那个浏览器用。请用命令行窗口里显示的网址打开；关掉过浏览器的，重新运行 leitai desk。",
    404: "没有这一页。",
    405: "没有这一页。",
    500: "程序出了错，这一页显示不出来；请把命令行窗口里的文字发给维护的人。",
    413: f"文件太大：一次最多 {LARGEST_REQUEST >> 20} MB。请分几次放，或者把表里的图片删掉再放。",
}


def make_app(desk: Desk) -> Flask:
    """All addresses of the desk, behind its door."""
    app = Flask("leitai.assist.desk", static_folder=None)
    app.config.update(MAX_CONTENT_LENGTH=LARGEST_REQUEST, DESK=desk)
    app.jinja_env.trim_blocks = app.jinja_env.lstrip_blocks = True
    app.jinja_env.filters["period"] = lambda period: Period.of(period).title
    desk.door.guard(app)
    for code in _REFUSALS:
        app.register_error_handler(code, _refuse)
    app.context_processor(lambda: views.frame(desk))
    _add_pages(app, desk)
    app.add_url_rule("/do/<name>", view_func=lambda name: _do(desk, name), endpoint="do", methods=["POST"])
    return app


def _add_pages(app: Flask, desk: Desk) -> None:
    for address, template, view in views.PAGES:
        app.add_url_rule(address, address, _page(desk, template, view))
    app.add_url_rule("/state", "state", lambda: jsonify(views.state(desk)))
    app.add_url_rule("/out/<kind>/<path:name>", "out", lambda kind, name: _send(desk.root, kind, name))
    app.add_url_rule("/desk.css", "style", lambda: Response(_style(), mimetype="text/css"))
    app.add_url_rule("/desk.js", "script", lambda: Response(_asset("desk.js"), mimetype="text/javascript"))


def _page(desk: Desk, template: str, view: views.View) -> views.Answering:
    def answer(**ids: str) -> str:
        context = view(desk, **ids)
        if context is None:
            abort(404)
        return render_template(f"{template}.html", **context)

    return answer


def _do(desk: Desk, name: str) -> Response | tuple[str, int]:
    """Start what a button asks for; what it needs is taken from the form before. What is done at once and has nothing to
    say leads back."""
    action = ACTIONS.get(name)
    if action is None:
        abort(404)
    try:
        job = desk.worker.start(action.label, action.page, action.work(desk, request))
    except RequestRefused as refused:
        return render_template("refused.html", words=str(refused), back=action.page), 409
    is_silent = job.ended.wait(AT_ONCE) and job.done is not None and not job.refusal and not job.done.words
    return redirect(action.page if is_silent else f"/jobs/{job.number}", 303)  # type: ignore[return-value]


def _refuse(error: Exception) -> tuple[str, int]:
    code = getattr(error, "code", 500)
    return render_template("bare.html", words=_REFUSALS[code]), code


def _send(root: Path, kind: str, name: str) -> Response:
    path = found_file(root, kind, name) if kind in FOLDERS else None
    try:
        data = None if path is None else path.read_bytes()
    except OSError:  # it has just gone: slips are written anew with each check
        data = None
    if path is None or data is None:
        abort(404)
    return send_file(BytesIO(data), as_attachment=True, download_name=path.name)


def _style() -> bytes:
    """The theme's colours and typefaces, the tables of problems, and the desk's own."""
    tokens = package_files("theme/assets")["tokens.css"]
    return tokens + standalone("site/problems.css").encode() + _asset("desk.css")


def _asset(name: str) -> bytes:
    return (resources.files("leitai") / "assist/desk/assets" / name).read_bytes()
