import tornado.testing

from service import make_app


class ServiceTest(tornado.testing.AsyncHTTPTestCase):
    def get_app(self):
        return make_app()

    def test_it_is_up(self):
        assert self.fetch("/up").body == b"up"

    def test_the_form_is_there(self):
        assert b"<form" in self.fetch("/").body

    def test_a_name_is_greeted_and_escaped(self):
        reply = self.fetch("/", method="POST", body="name=%3CAda%3E")
        assert b"post returned: good " in reply.body
        assert b"&lt;Ada&gt;" in reply.body
