"""murano-api and murano-engine in one process, joined by an in-process bus: no message broker, one SQLite file.

Run: ``python murano_all.py --config-file murano.conf`` with ``transport_url = fake://``.
"""

import eventlet

eventlet.monkey_patch()

import logging  # noqa: E402
import sys  # noqa: E402
from collections.abc import Iterator  # noqa: E402
from contextlib import contextmanager  # noqa: E402
from pathlib import Path  # noqa: E402
from typing import IO, Any  # noqa: E402

from murano.api.v1 import request_statistics  # noqa: E402
from murano.common import app_loader, config, engine, policy, rpc, server, wsgi  # noqa: E402
from murano.db.catalog import api as catalog  # noqa: E402
from murano.engine.system import resource_manager  # noqa: E402
from murano.utils import ReaderWriterLock  # noqa: E402
from oslo_config import cfg  # noqa: E402
from oslo_log import log as oslo_logging  # noqa: E402
from oslo_messaging import MessagingTimeout  # noqa: E402
from oslo_messaging._drivers import common as wire  # noqa: E402
from oslo_messaging._drivers import impl_fake  # noqa: E402
from oslo_serialization import jsonutils  # noqa: E402
from oslo_service import service  # noqa: E402

CONF = config.CONF
CONF.register_opts([cfg.StrOpt('access_log', help='One line for every request.')], 'demo')


def _open(path: str, mode: str) -> IO[Any]:
    """Python 3.11 has dropped the mode in which Murano opens text files of packages, templates of Heat among them."""
    return Path(path).open(mode.replace('U', ''))


resource_manager.open = _open
_deliver = impl_fake.FakeDriver._send


def _send(driver: Any, target: Any, ctxt: Any, message: Any, *args: Any, **kwargs: Any) -> Any:
    """What a broker does to messages, which oslo.messaging's in-memory bus does not do.

    A network driver sends copies, and an exception of the other side arrives as RemoteError with the type's name, from
    which murano-api chooses 400, 404 or 503. The in-memory bus hands over the exception itself: always 500.
    """
    copy = jsonutils.loads(jsonutils.dumps(message))
    try:
        return _deliver(driver, target, ctxt, copy, *args, **kwargs)
    except MessagingTimeout:
        raise
    except Exception:  # noqa: BLE001 (whatever type the other side raised)
        sent = wire.serialize_remote_exception(sys.exc_info())
        raise wire.deserialize_remote_exception(sent, driver._allowed_remote_exmods) from None


_update = catalog.package_update


def _update_package(package_id: str, changes: list[dict[str, Any]], context: Any) -> Any:
    """SQLite lets one write at a time, and Murano makes new tags beside the transaction that asks for them.

    Made before it, they are just found.
    """
    for change in changes:
        if change['path'][0] == 'tags' and change['op'] != 'remove':
            catalog._get_tags(change['value'])
    return _update(package_id, changes, context)


_wait_to_write = ReaderWriterLock.write_lock


@contextmanager
def _write_lock(lock: ReaderWriterLock, blocking: bool = True) -> Iterator[bool]:
    """Whoever gives up waiting has to leave the queue: readers wait for all that are in it.

    Murano's does not. After a download the engine tries to clear away other copies of that package, without waiting; if
    a deployment was using one, every later deployment that uses it stood still, for ever and without a report.
    """
    try:
        with _wait_to_write(lock, blocking) as acquired:
            yield acquired
    finally:
        own = lock._current_thread()
        with lock._cond:
            if own in lock._pending_writers:
                lock._pending_writers.remove(own)
                lock._cond.notify_all()


def log_requests(path: str) -> None:
    """Requests go to their own file, and nothing else goes there."""
    logger = logging.getLogger('eventlet.wsgi')
    handler = logging.FileHandler(path)
    handler.setFormatter(logging.Formatter('%(message)s'))
    logger.addHandler(handler)
    logger.setLevel(logging.INFO)
    logger.propagate = False


def main() -> None:
    config.parse_args()
    config.set_middleware_defaults()
    request_statistics.init_stats()
    policy.init()
    oslo_logging.setup(CONF, 'murano')
    log_requests(CONF.demo.access_log)
    impl_fake.FakeDriver._send = _send
    catalog.package_update = _update_package
    ReaderWriterLock.write_lock = _write_lock
    rpc.init()
    launcher = service.ServiceLauncher(CONF)
    app = app_loader.load_paste_app('murano')
    for item in (
        server.ApiService(),
        wsgi.Service(app, CONF.bind_port, CONF.bind_host),
        server.NotificationService(),
        engine.EngineService(),
    ):
        launcher.launch_service(item)
    launcher.wait()


main()
