"""What the demo tells a person when it cannot go on."""


class DemoError(Exception):
    """The demo cannot go on; the text says why and what to do."""


class Stopped(BaseException):
    """Ctrl-C or SIGTERM arrived: not an error, everything is to be ended in order."""
