"""A service with a form: it greets whoever sends a name."""
import datetime
import os
import signal
import socket

import tornado.httpserver
import tornado.ioloop
import tornado.netutil
import tornado.web

from greetings import greeting

FORM = """<!doctype html><title>Greetings</title>
<form method="post"><label>Name <input name="name"></label> <button>Send</button></form>"""


class FormHandler(tornado.web.RequestHandler):
    """The form, and what comes back when it was sent."""

    def get(self):
        self.write(FORM)

    def post(self):
        hour = datetime.datetime.now().hour
        text = greeting(self.get_argument("name"), hour)
        self.write(f"<!doctype html><p>post returned: {tornado.escape.xhtml_escape(text)}</p>")


class UpHandler(tornado.web.RequestHandler):
    """For those who wait until the service is ready."""

    def get(self):
        self.write("up")


def make_app():
    """The routes of the service."""
    return tornado.web.Application([("/", FormHandler), ("/up", UpHandler)])


def sockets():
    """The socket that was handed over, as systemd does; else one on PORT."""
    if os.environ.get("LISTEN_PID") == str(os.getpid()):
        inherited = socket.socket(fileno=3)
        inherited.setblocking(False)
        return [inherited]
    return tornado.netutil.bind_sockets(int(os.environ["PORT"]), "127.0.0.1")


def main():
    """Serves until it is told to end."""
    server = tornado.httpserver.HTTPServer(make_app())
    server.add_sockets(sockets())
    loop = tornado.ioloop.IOLoop.current()
    signal.signal(signal.SIGTERM, lambda *_: loop.add_callback_from_signal(loop.stop))
    loop.start()


if __name__ == "__main__":
    main()
